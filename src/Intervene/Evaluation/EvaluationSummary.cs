using Intervene.Completions;
using Intervene.Statistics;

namespace Intervene.Evaluation;

/// <summary>Turns evaluation records into pass@k with intervals over problems.</summary>
public static class EvaluationSummary
{
    /// <summary>Summarises every policy on every split, in the order of their first records.</summary>
    /// <remarks>
    /// Intervals resample problems. Where all problems have the same success, all zero in particular, every resample is the same; Wilson's interval
    /// over problems stands there instead.
    /// </remarks>
    /// <param name="records">The records of one arm.</param>
    /// <param name="ks">The k's wanted; those beyond the fewest samples of a problem are left out.</param>
    /// <param name="seed">The seed of the bootstrap.</param>
    public static IReadOnlyList<PolicySummary> Of(IEnumerable<EvaluationRecord> records, IReadOnlyList<int> ks, long seed) =>
        [.. records.GroupBy(record => (record.Policy, record.Split)).Select(group => Of([.. group], ks, seed))];

    /// <summary>The paired difference second − first on the problems that both have.</summary>
    /// <param name="first">A policy's records on a split.</param>
    /// <param name="second">Another policy's records on the same split.</param>
    /// <param name="k">Samples allowed, at most the fewest samples of a problem.</param>
    /// <param name="seed">The seed of the bootstrap.</param>
    public static PairedDifference Difference(IEnumerable<EvaluationRecord> first, IEnumerable<EvaluationRecord> second, int k, long seed)
    {
        var others = second.ToDictionary(record => record.ProblemId, StringComparer.Ordinal);
        var pairs = first.Where(record => others.ContainsKey(record.ProblemId)).Select(record => (First: record, Second: others[record.ProblemId])).ToArray();
        var values = pairs.Select(pair => Estimate(pair.Second, k) - Estimate(pair.First, k)).ToArray();
        var onlyFirst = pairs.Count(pair => pair.First.Correct > 0 && pair.Second.Correct == 0);
        var onlySecond = pairs.Count(pair => pair.First.Correct == 0 && pair.Second.Correct > 0);
        var interval = Bootstrap.ByProblem(values, RandomKey.Of(seed, "bootstrap/difference", ""));
        return new PairedDifference(
            k, pairs.Length, values.Length == 0 ? double.NaN : values.Average(), interval, onlyFirst, onlySecond, McNemar.Exact(onlyFirst, onlySecond));
    }

    private static PolicySummary Of(EvaluationRecord[] records, IReadOnlyList<int> ks, long seed)
    {
        var samples = records.Min(record => record.Samples);
        double total = records.Sum(record => (long)record.Samples);
        return new PolicySummary
        {
            Policy = records[0].Policy,
            Split = records[0].Split,
            Problems = records.Length,
            Samples = samples,
            Solved = records.Count(record => record.Correct > 0),
            Truncated = records.Sum(record => record.Truncated) / total,
            NoAnswer = records.Sum(record => record.NoAnswer) / total,
            MeanLength = records.Sum(record => record.MeanLength * record.Samples) / total,
            PassAtK = [.. ks.Where(k => k <= samples).Order().Select(k => Point(records, k, seed))],
        };
    }

    private static PassAtKEstimate Point(EvaluationRecord[] records, int k, long seed)
    {
        var values = records.Select(record => Estimate(record, k)).ToArray();
        return new PassAtKEstimate(k, values.Average(), values.Distinct().Count() > 1
            ? Bootstrap.ByProblem(values, RandomKey.Of(seed, "bootstrap/pass-at-k", ""))
            : Proportion.Wilson((int)Math.Round(values.Sum()), values.Length));
    }

    private static double Estimate(EvaluationRecord record, int k) => Evaluation.PassAtK.Unbiased(record.Samples, record.Correct, k);
}
