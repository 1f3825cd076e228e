using Intervene.Completions;
using Intervene.Statistics;

namespace Intervene.Evaluation;

/// <summary>Compares policies problem by problem: what both find hard cancels out.</summary>
public static class PolicyComparison
{
    /// <summary>Every pair of policies on every split that both have; p-values are corrected for all pairs of the split.</summary>
    /// <param name="policies">The policies with their records, in the order to compare: the later is measured against the earlier.</param>
    /// <param name="seed">The seed of the bootstrap.</param>
    public static IReadOnlyList<PolicyDifference> Pairs(IReadOnlyList<(PolicyName Name, IReadOnlyList<EvaluationRecord> Records)> policies, long seed)
    {
        var differences = new List<PolicyDifference>();
        foreach (var split in policies.SelectMany(policy => policy.Records).Select(record => record.Split).Distinct().Order())
        {
            var present = policies.Select(policy => (policy.Name, Records: policy.Records.Where(record => record.Split == split).ToArray()))
                .Where(policy => policy.Records.Length > 0).ToArray();
            var pairs = present.SelectMany((second, i) => present[..i].Select(first =>
                (
                First: first.Name, Second: second.Name, Paired: Difference(first.Records, second.Records, 1, seed),
                Power: DesignPower.Of(first.Records, second.Records)))).ToArray();
            var corrected = Holm.Adjust([.. pairs.Select(pair => pair.Paired.PValue)]);
            differences.AddRange(pairs.Zip(corrected, (pair, p) => new PolicyDifference(
                split, pair.First, pair.Second, pair.Paired, p)
            { Power = pair.Power }));
        }

        return differences;
    }

    /// <summary>The paired difference second − first on the problems that both have.</summary>
    /// <remarks>
    /// Where no problem tells the two apart, every resample is the same; Newcombe's interval of two independent shares stands there, which is wider.
    /// A policy with more samples of a problem has more chances to solve it: where the two differ in that, there is no p-value.
    /// </remarks>
    /// <param name="first">A policy's records on a split.</param>
    /// <param name="second">Another policy's records on the same split.</param>
    /// <param name="k">Samples allowed, at most the fewest samples of a problem.</param>
    /// <param name="seed">The seed of the bootstrap.</param>
    public static PairedDifference Difference(IEnumerable<EvaluationRecord> first, IEnumerable<EvaluationRecord> second, int k, long seed)
    {
        var others = second.ToDictionary(record => record.ProblemId, StringComparer.Ordinal);
        var pairs = first.Where(record => others.ContainsKey(record.ProblemId))
            .Select(record => (First: record, Second: others[record.ProblemId])).ToArray();
        double[] before = [.. pairs.Select(pair => Estimate(pair.First, k))], after = [.. pairs.Select(pair => Estimate(pair.Second, k))];
        double[] gains = [.. before.Zip(after, (one, other) => other - one)];
        var onlyFirst = pairs.Count(pair => pair.First.Correct > 0 && pair.Second.Correct == 0);
        var onlySecond = pairs.Count(pair => pair.First.Correct == 0 && pair.Second.Correct > 0);
        return new PairedDifference(
            k, pairs.Length, gains.Length == 0 ? double.NaN : gains.Average(),
            gains.Distinct().Count() > 1 ? Bootstrap.ByProblem(gains, RandomKey.Of(seed, "bootstrap/difference", ""))
                : Proportion.NewcombeDifference(before.Sum(), pairs.Length, after.Sum(), pairs.Length),
            onlyFirst, onlySecond,
            pairs.Length > 0 && pairs.All(pair => pair.First.Samples == pair.Second.Samples) ? McNemar.Exact(onlyFirst, onlySecond) : double.NaN);
    }

    private static double Estimate(EvaluationRecord record, int k) => PassAtK.Unbiased(record.Samples, record.Correct, k);
}
