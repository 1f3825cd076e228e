namespace Intervene.Examples;

/// <summary>A few of many examples.</summary>
public static class ExampleSpread
{
    /// <summary>Examples at even distances, from the first on.</summary>
    /// <param name="examples">The examples.</param>
    /// <param name="count">How many are wanted, at most.</param>
    public static IEnumerable<TrainingExample> Of(IReadOnlyList<TrainingExample> examples, int count)
    {
        var shown = Math.Min(count, examples.Count);
        return Enumerable.Range(0, Math.Max(0, shown)).Select(i => examples[(int)((long)i * examples.Count / shown)]);
    }
}
