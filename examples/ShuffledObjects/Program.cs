using System.Globalization;
using System.Text.Json;

namespace ShuffledObjects;

/// <summary>Two verbs: <c>make FOLDER [SEED]</c> writes the problems, <c>grade</c> is the verifier.</summary>
public static class Program
{
    private const int WarmUpGames = 4000;
    private const int MinedGames = 320;

    public static int Main(string[] arguments)
    {
        switch (arguments)
        {
            case ["make", var folder, .. var rest]:
                Make(folder, rest is [var seed] ? int.Parse(seed, CultureInfo.InvariantCulture) : 1);
                return 0;
            case ["grade"]:
                var output = new StreamWriter(Console.OpenStandardOutput()) { AutoFlush = true, NewLine = "\n" };
                while (Console.In.ReadLine() is { } line)
                {
                    output.WriteLine(Grader.Grade(line));
                }

                return 0;
            default:
                Console.Error.WriteLine("expected: make FOLDER [SEED], or grade");
                return 2;
        }
    }

    /// <summary>
    /// The texts of the warm-up have one to five swaps and never the unseen pair; of the problems to be mined a quarter is like them and the others
    /// have that pair once or twice.
    /// </summary>
    private static void Make(string folder, int seed)
    {
        Directory.CreateDirectory(folder);
        var random = new Random(seed);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        Write("warm-up.jsonl", WarmUpGames, _ => Game.Of(random, random.Next(1, 6), 0));
        Write("problems.jsonl", MinedGames, i => Game.Of(random, random.Next(4, 6), i % 4 == 0 ? 0 : random.Next(1, 3)));

        void Write(string name, int count, Func<int, Game> make)
        {
            using var file = new StreamWriter(Path.Combine(folder, name)) { NewLine = "\n" };
            for (var i = 0; i < count;)
            {
                var game = make(i);
                if (seen.Add(game.Question))
                {
                    file.WriteLine(JsonSerializer.Serialize(new { question = game.Question, answer = game.Answer, solution = game.Solution }));
                    i++;
                }
            }
        }
    }
}
