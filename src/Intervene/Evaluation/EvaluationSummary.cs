using Intervene.Completions;
using Intervene.Statistics;

namespace Intervene.Evaluation;

/// <summary>Turns evaluation records into pass@k and its companions, with intervals over problems.</summary>
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

    private static PolicySummary Of(EvaluationRecord[] records, IReadOnlyList<int> ks, long seed)
    {
        var samples = records.Min(record => record.Samples);
        return new PolicySummary
        {
            Policy = records[0].Policy,
            Split = records[0].Split,
            Problems = records.Length,
            Samples = samples,
            Solved = records.Count(record => record.Correct > 0),
            Average = Mean(records, record => PassAtK.Unbiased(record.Samples, record.Correct, 1), "pass-at-k", seed),
            Majority = records.All(record => record.RivalVotes is not null)
                ? Mean(records, record => MajorityVote.Of(record.Correct, record.RivalVotes!.Value), "majority", seed) : null,
            TokensPerSolve = Ratio(records, record => record.MeanLength * record.Samples, record => record.Correct, "tokens-per-solve", seed),
            Truncated = Share(records, record => record.Truncated, "truncated", seed),
            NoAnswer = Share(records, record => record.NoAnswer, "no-answer", seed),
            Unparsable = Share(records, record => record.Unparsable, "unparsable", seed),
            MeanLength = Ratio(records, record => record.MeanLength * record.Samples, record => record.Samples, "length", seed),
            PassAtK = [.. ks.Where(k => k <= samples).Order().Select(k => Point(records, k, seed))],
        };
    }

    private static PassAtKEstimate Point(EvaluationRecord[] records, int k, long seed)
    {
        var mean = Mean(records, record => Evaluation.PassAtK.Unbiased(record.Samples, record.Correct, k), "pass-at-k", seed);
        return new PassAtKEstimate(k, mean.Value, mean.Interval);
    }

    /// <summary>The mean over problems of a value in 0 … 1.</summary>
    private static Measure Mean(EvaluationRecord[] records, Func<EvaluationRecord, double> valueOf, string name, long seed)
    {
        double[] values = [.. records.Select(valueOf)];
        return new Measure(values.Average(), values.Distinct().Count() > 1
            ? Bootstrap.ByProblem(values, KeyOf(name, seed)) : Proportion.Wilson(values.Sum(), values.Length));
    }

    /// <summary>The share of all samples that have something.</summary>
    private static Measure Share(EvaluationRecord[] records, Func<EvaluationRecord, int> countOf, string name, long seed)
    {
        var share = Ratio(records, record => countOf(record), record => record.Samples, name, seed);
        return share.Interval.High > share.Interval.Low ? share
            : share with { Interval = Proportion.Wilson(share.Value * records.Length, records.Length) };
    }

    private static Measure Ratio(
        EvaluationRecord[] records, Func<EvaluationRecord, double> partOf, Func<EvaluationRecord, double> wholeOf, string name, long seed)
    {
        double[] parts = [.. records.Select(partOf)], wholes = [.. records.Select(wholeOf)];
        return new Measure(parts.Sum() / wholes.Sum(), Bootstrap.ByProblem(parts, wholes, KeyOf(name, seed)));
    }

    private static RandomKey KeyOf(string name, long seed) => RandomKey.Of(seed, "bootstrap/" + name, "");
}
