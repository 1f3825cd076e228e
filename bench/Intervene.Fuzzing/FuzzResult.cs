using System.Globalization;

namespace Intervene.Fuzzing;

/// <summary>What became of all inputs.</summary>
/// <param name="Target">The kind of input.</param>
/// <param name="Outcomes">How many inputs ended how.</param>
/// <param name="Failures">The failures, one of each place in the code.</param>
/// <param name="Slowest">The seeds that took longest.</param>
public sealed record FuzzResult(
    string Target, IReadOnlyDictionary<string, int> Outcomes, IReadOnlyList<FuzzFailure> Failures,
    IReadOnlyList<(long Seed, TimeSpan Elapsed)> Slowest)
{
    /// <summary>A line of counts, one of the slowest inputs, and every failure.</summary>
    public override string ToString()
    {
        var counts = string.Join(", ", Outcomes.Select(pair => string.Create(CultureInfo.InvariantCulture, $"{pair.Key} {pair.Value}")));
        var slow = string.Join(", ", Slowest.Select(one =>
            string.Create(CultureInfo.InvariantCulture, $"{one.Elapsed.TotalMilliseconds:F1} ms (seed {one.Seed})")));
        return $"{Target}: {counts}; {Failures.Count} failures; slowest {slow}" + string.Concat(Failures.Select(failure => "\n" + failure));
    }
}
