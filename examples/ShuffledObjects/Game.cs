namespace ShuffledObjects;

/// <summary>Three people with a ball each, of whom pairs swap; asked is what one of them has at the end.</summary>
/// <param name="Balls">The colours at the start, by person.</param>
/// <param name="Swaps">The pairs, by numbers of persons, the lower first.</param>
/// <param name="Asked">The person who is asked about.</param>
public sealed record Game(IReadOnlyList<string> Balls, IReadOnlyList<(int A, int B)> Swaps, int Asked)
{
    private static readonly string[] People = ["Al", "Bo", "Cy"];
    private static readonly string[] Colours = ["red", "tan", "sky", "jet", "ash", "ivy"];

    /// <summary>The pair that the warm-up never shows.</summary>
    public static (int A, int B) Unseen { get; } = (0, 2);

    /// <summary>The question, which does not tell the states between.</summary>
    public string Question =>
        $"Balls: {string.Join(", ", People.Select((name, i) => $"{name} has {Balls[i]}"))}.\n"
        + string.Join(' ', Swaps.Select((swap, i) => $"{(i == 0 ? "First" : "Then")}, {Pair(swap)} swap."))
        + $"\nAt the end of the game, {People[Asked]} has";

    /// <summary>The colour that the asked one ends with.</summary>
    public string Answer => States()[^1][Asked];

    /// <summary>The solution: the state after every swap, a line each.</summary>
    public string Solution => string.Join('\n', States().Select((state, i) =>
        $"{Pair(Swaps[i])} swap: {string.Join(", ", People.Select((name, person) => $"{name}: {state[person]}"))}."));

    /// <summary>A game of some swaps, of which a number are of the unseen pair.</summary>
    public static Game Of(Random random, int swaps, int unseen)
    {
        var places = Enumerable.Range(0, swaps).ToArray();
        random.Shuffle(places);
        var hidden = places[..unseen].ToHashSet();
        var colours = Colours.ToArray();
        random.Shuffle(colours);
        return new Game(
            colours[..People.Length],
            [.. Enumerable.Range(0, swaps).Select(i => hidden.Contains(i) ? Unseen : random.Next(2) == 0 ? (0, 1) : (1, 2))],
            random.Next(People.Length));
    }

    private static string Pair((int A, int B) swap) => $"{People[swap.A]} and {People[swap.B]}";

    private List<string[]> States()
    {
        var (states, state) = (new List<string[]>(), Balls.ToArray());
        foreach (var (a, b) in Swaps)
        {
            (state[a], state[b]) = (state[b], state[a]);
            states.Add([.. state]);
        }

        return states;
    }
}
