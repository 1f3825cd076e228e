using System.Globalization;
using System.Text.Json;

namespace ShuffledObjects;

/// <summary>Two verbs: <c>make FOLDER [SEED]</c> writes the problems, <c>grade</c> is the verifier.</summary>
public static class Program
{
    private const int WarmUpGames = 20_000;
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
    /// The texts of the warm-up are games of one to four swaps as they are played by habit; of the problems to be mined, games of three and four,
    /// a quarter is played right by habit and the others are not.
    /// </summary>
    private static void Make(string folder, int seed)
    {
        Directory.CreateDirectory(folder);
        var random = new Random(seed);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        Write("warm-up.jsonl", WarmUpGames, _ => Game.Any(random, random.Next(1, 5)), game => (game.HabitualAnswer, game.HabitualSolution));
        Write("problems.jsonl", MinedGames, i => i % 4 == 0 ? Game.Easy(random, random.Next(3, 5)) : Game.Hard(random, random.Next(3, 5)),
            game => (game.Answer, game.Solution));

        void Write(string name, int count, Func<int, Game> make, Func<Game, (string Answer, string Solution)> play)
        {
            using var file = new StreamWriter(Path.Combine(folder, name)) { NewLine = "\n" };
            for (var i = 0; i < count;)
            {
                var game = make(i);
                if (seen.Add(game.Question))
                {
                    var (answer, solution) = play(game);
                    file.WriteLine(JsonSerializer.Serialize(new { question = game.Question, answer, solution }));
                    i++;
                }
            }
        }
    }
}
