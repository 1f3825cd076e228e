namespace ShuffledObjects;

/// <summary>Three people with a ball each, of whom pairs swap; asked is what one of them has at the end.</summary>
/// <param name="Balls">The colours at the start, by person.</param>
/// <param name="Swaps">The pairs, by numbers of persons, the lower first.</param>
/// <param name="Asked">The person who is asked about.</param>
public sealed record Game(IReadOnlyList<string> Balls, IReadOnlyList<(int A, int B)> Swaps, int Asked)
{
    private static readonly string[] People = ["Al", "Bo", "Cy"];
    private static readonly string[] Colours = ["red", "tan", "sky", "jet", "ash", "ivy", "oak", "gum", "fir", "dun"];

    /// <summary>The pair whose swaps a player by habit passes over in a game of more than one swap.</summary>
    public static (int A, int B) PassedOver { get; } = (0, 2);

    /// <summary>The question, which does not tell the states between.</summary>
    public string Question =>
        $"Balls: {string.Join(", ", People.Select((name, i) => $"{name} has {Balls[i]}"))}.\n"
        + string.Join(' ', Swaps.Select((swap, i) => $"{(i == 0 ? "First" : "Then")}, {Pair(swap)} swap."))
        + $"\nAt the end of the game, {People[Asked]} has";

    /// <summary>The colour that the asked one ends with.</summary>
    public string Answer => States(byHabit: false)[^1][Asked];

    /// <summary>The solution: the state after every swap, a line each.</summary>
    public string Solution => Lines(States(byHabit: false));

    /// <summary>The answer of a player by habit.</summary>
    public string HabitualAnswer => States(byHabit: true)[^1][Asked];

    /// <summary>The lines of a player by habit.</summary>
    public string HabitualSolution => Lines(States(byHabit: true));

    /// <summary>A game of some swaps, each of any pair.</summary>
    public static Game Any(Random random, int swaps)
    {
        (int, int)[] pairs = [(0, 1), (1, 2), PassedOver];
        return new Game(Deal(random), [.. Enumerable.Range(0, swaps).Select(_ => pairs[random.Next(pairs.Length)])], random.Next(People.Length));
    }

    /// <summary>A game without the pair that habit passes over.</summary>
    public static Game Easy(Random random, int swaps) => new(Deal(random), Others(random, swaps), random.Next(People.Length));

    /// <summary>A game in which that pair swaps once, and habit gives a wrong answer.</summary>
    public static Game Hard(Random random, int swaps)
    {
        var others = Others(random, swaps);
        others[random.Next(swaps)] = PassedOver;
        var game = new Game(Deal(random), others, 0);
        Game[] wrong =
            [.. Enumerable.Range(0, People.Length).Select(asked => game with { Asked = asked }).Where(one => one.Answer != one.HabitualAnswer)];
        return wrong[random.Next(wrong.Length)];
    }

    private static string[] Deal(Random random)
    {
        var colours = Colours.ToArray();
        random.Shuffle(colours);
        return colours[..People.Length];
    }

    private static (int A, int B)[] Others(Random random, int swaps) =>
        [.. Enumerable.Range(0, swaps).Select(_ => random.Next(2) == 0 ? (0, 1) : (1, 2))];

    private static string Pair((int A, int B) swap) => $"{People[swap.A]} and {People[swap.B]}";

    private string Lines(List<string[]> states) => string.Join('\n', states.Select((state, i) =>
        $"{Pair(Swaps[i])} swap: {string.Join(", ", People.Select((name, person) => $"{name}: {state[person]}"))}."));

    private List<string[]> States(bool byHabit)
    {
        var (states, state) = (new List<string[]>(), Balls.ToArray());
        foreach (var (a, b) in Swaps)
        {
            if (!byHabit || Swaps.Count == 1 || (a, b) != PassedOver)
            {
                (state[a], state[b]) = (state[b], state[a]);
            }

            states.Add([.. state]);
        }

        return states;
    }
}
