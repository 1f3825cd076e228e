using Intervene.Completions;
using Intervene.Learning;
using Intervene.Statistics;

namespace Intervene.Evaluation;

/// <summary>pass@k on held-out problems over the steps of a training (paper, Figures 7 and 10).</summary>
public static class HeldOutCurve
{
    /// <summary>pass@k of a step, averaged over problems.</summary>
    /// <param name="records">The records of the step.</param>
    /// <param name="k">Samples allowed; a problem with fewer graded ones counts with those that it has.</param>
    public static double PassAtK(IReadOnlyCollection<HeldOutRecord> records, int k) =>
        records.Average(record => Evaluation.PassAtK.Unbiased(record.Samples, record.Correct, Math.Min(k, record.Samples)));

    /// <summary>The curve: steps with pass@k and its 95 % interval over problems.</summary>
    /// <param name="records">The records of all steps.</param>
    /// <param name="k">Samples allowed.</param>
    /// <param name="seed">The seed of the bootstrap.</param>
    public static IReadOnlyList<(int Step, Measure PassAtK)> Of(IEnumerable<HeldOutRecord> records, int k, long seed) =>
    [
        .. records.GroupBy(record => record.Step).OrderBy(step => step.Key).Select(step =>
        {
            double[] values = [.. step.Select(record => Evaluation.PassAtK.Unbiased(record.Samples, record.Correct, Math.Min(k, record.Samples)))];
            return (step.Key, new Measure(values.Average(), values.Distinct().Count() > 1
                ? Bootstrap.ByProblem(values, RandomKey.Of(seed, "bootstrap/held-out", "")) : Proportion.Wilson(values.Sum(), values.Length)));
        }),
    ];

    /// <summary>The step that is best by pass@k, the earliest of equals; null without records.</summary>
    /// <param name="records">The records of all steps.</param>
    /// <param name="k">Samples allowed.</param>
    public static int? Best(IEnumerable<HeldOutRecord> records, int k) => records.GroupBy(record => record.Step)
        .OrderByDescending(step => PassAtK([.. step], k)).ThenBy(step => step.Key).Select(step => (int?)step.Key).FirstOrDefault();
}
