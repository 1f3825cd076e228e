using Intervene.Completions;

namespace Intervene.Filtering;

/// <summary>Compares the steps that oracles name with where the policy's success falls.</summary>
public static class LocationCheck
{
    /// <summary>One result an oracle, in the order of the attempts.</summary>
    /// <param name="attempts">The rollouts with the steps named; a step of a rollout counts once an oracle.</param>
    /// <param name="success">Successes and tries of a rollout with so many steps kept: (problem, sample, kept).</param>
    /// <param name="seed">The seed of the bootstrap.</param>
    public static IReadOnlyList<OracleLocations> Of(
        IEnumerable<LocatedAttempt> attempts, Func<string, int, int, SuccessCount> success, long seed) =>
        [.. attempts.Distinct().GroupBy(attempt => attempt.Oracle, StringComparer.Ordinal)
            .Select(group => Of(group.Key, [.. group.Select(attempt => (attempt.ProblemId, Rates(attempt, success)))], seed))];

    /// <summary>Where success falls most.</summary>
    /// <param name="rates">Shares of right continuations behind the steps t−2, t−1, t and t+1; null where the rollout has no such place.</param>
    public static LocationVerdict Verdict(IReadOnlyList<double?> rates)
    {
        if (rates.All(rate => rate is null or 0))
        {
            return LocationVerdict.NoSuccess;
        }

        var falls = Falls(rates);
        var most = falls.Max();
        return most is not > 0 || falls.Count(fall => fall == most) > 1 ? LocationVerdict.Unclear : (LocationVerdict)Array.IndexOf(falls, most);
    }

    private static OracleLocations Of(string oracle, IReadOnlyList<(string ProblemId, double?[] Rates)> attempts, long seed) => new()
    {
        Oracle = oracle,
        Attempts = attempts.Count,
        Verdicts = new SortedDictionary<LocationVerdict, int>(attempts.CountBy(attempt => Verdict(attempt.Rates)).ToDictionary()),
        Prefixes = [.. Enumerable.Range(0, 4).Select(place => Prefix(place, attempts, RandomKey.Of(seed, $"bootstrap/location/{place}", oracle)))
            .OfType<LocationPrefix>()],
        Falls = [.. Enumerable.Range(0, 3).Select(step => Fall(step, attempts, RandomKey.Of(seed, $"bootstrap/fall/{step}", oracle)))
            .OfType<LocationFall>()],
    };

    private static LocationPrefix? Prefix(int place, IReadOnlyList<(string ProblemId, double?[] Rates)> attempts, RandomKey key)
    {
        var known = attempts.Where(attempt => attempt.Rates[place] is not null)
            .GroupBy(attempt => attempt.ProblemId, attempt => attempt.Rates[place]!.Value, StringComparer.Ordinal).ToList();
        double[] sums = [.. known.Select(problem => problem.Sum())], weights = [.. known.Select(problem => (double)problem.Count())];
        return known.Count == 0 ? null
            : new LocationPrefix(place - 2, (int)weights.Sum(), sums.Sum() / weights.Sum(), ProblemIntervals.OfShare(sums, weights, key));
    }

    private static LocationFall? Fall(int step, IReadOnlyList<(string ProblemId, double?[] Rates)> attempts, RandomKey key)
    {
        var known = attempts.Where(attempt => attempt.Rates[step] is not null && attempt.Rates[step + 1] is not null)
            .GroupBy(attempt => attempt.ProblemId, attempt => attempt.Rates, StringComparer.Ordinal).ToList();
        double[] before = [.. known.Select(problem => problem.Sum(rates => rates[step]!.Value))];
        double[] after = [.. known.Select(problem => problem.Sum(rates => rates[step + 1]!.Value))];
        double[] weights = [.. known.Select(problem => (double)problem.Count())];
        return known.Count == 0 ? null
            : new LocationFall(step - 1, (int)weights.Sum(), (before.Sum() - after.Sum()) / weights.Sum(),
                ProblemIntervals.OfDifference(after, before, weights, key));
    }

    private static double?[] Rates(LocatedAttempt attempt, Func<string, int, int, SuccessCount> success) =>
        [.. Enumerable.Range(attempt.Location - 2, 4).Select(kept => kept == attempt.Steps ? 0 // the wrong rollout itself
            : kept >= 0 && kept < attempt.Steps && success(attempt.ProblemId, attempt.Sample, kept) is { Tries: > 0 } count ? count.Rate
            : (double?)null)];

    private static double?[] Falls(IReadOnlyList<double?> rates) => [.. Enumerable.Range(0, 3).Select(step => rates[step] - rates[step + 1])];
}
