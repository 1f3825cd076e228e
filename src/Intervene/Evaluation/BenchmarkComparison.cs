using Intervene.Statistics;

namespace Intervene.Evaluation;

/// <summary>Summarises and compares policies on benchmarks.</summary>
public static class BenchmarkComparison
{
    /// <summary>A policy's records of a benchmark, one outcome for each distribution that they were sampled from.</summary>
    /// <param name="benchmark">The benchmark.</param>
    /// <param name="name">The policy.</param>
    /// <param name="records">Its records.</param>
    /// <param name="ks">The k's wanted.</param>
    /// <param name="seed">The seed of the bootstrap.</param>
    public static IReadOnlyList<BenchmarkOutcome> Outcomes(
        string benchmark, PolicyName name, IReadOnlyList<BenchmarkRecord> records, IReadOnlyList<int> ks, long seed) =>
        [.. records.GroupBy(record => record.Decoding).Select(group => new BenchmarkOutcome(
            benchmark, name, group.Key, group.Count(record => record.Trained),
            EvaluationSummary.Of(group.Select(record => record.ToEvaluation()), ks, seed).Single()))];

    /// <summary>
    /// Every two policies, problem by problem. Two that were sampled from different distributions stand side by side without a difference: it would
    /// be that of the distributions too.
    /// </summary>
    /// <param name="benchmark">The benchmark.</param>
    /// <param name="policies">The policies with their records, in the order to compare: the later is measured against the earlier.</param>
    /// <param name="seed">The seed of the bootstrap.</param>
    public static IReadOnlyList<BenchmarkDifference> Pairs(
        string benchmark, IReadOnlyList<(PolicyName Name, IReadOnlyList<BenchmarkRecord> Records)> policies, long seed)
    {
        var series = policies.SelectMany(policy => policy.Records.GroupBy(record => record.Decoding)
            .Select(group => (policy.Name, Decoding: group.Key, Records: group.Select(record => record.ToEvaluation()).ToArray()))).ToArray();
        var pairs = series.SelectMany((second, i) => series[..i].Where(first => first.Name != second.Name).Select(first =>
            (First: first.Name, Second: second.Name, Paired: first.Decoding == second.Decoding
                ? PolicyComparison.Difference(first.Records, second.Records, 1, seed) : null))).ToArray();
        var corrected = Holm.Adjust([.. pairs.Select(pair => pair.Paired?.PValue ?? double.NaN)]);
        return [.. pairs.Zip(corrected, (pair, p) => new BenchmarkDifference(benchmark, pair.First, pair.Second, pair.Paired, p))];
    }
}
