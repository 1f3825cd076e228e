using System.Globalization;
using Intervene.Completions;
using Intervene.Evaluation;
using Intervene.Statistics;

namespace Intervene.Pipeline.Stages;

/// <summary>The share of right samples before and after the warm-up, over problems.</summary>
/// <param name="Problems">Problems.</param>
/// <param name="Before">Mean success before.</param>
/// <param name="BeforeInterval">Its 95 % interval over problems.</param>
/// <param name="After">Mean success after.</param>
/// <param name="AfterInterval">Its 95 % interval over problems.</param>
public sealed record WarmUpEffect(int Problems, double Before, Interval BeforeInterval, double After, Interval AfterInterval)
{
    /// <summary>Adds up the records of the stage.</summary>
    /// <param name="records">The records of both policies.</param>
    public static WarmUpEffect Of(IReadOnlyList<EvaluationRecord> records)
    {
        var (before, beforeInterval, problems) = Mean(WarmUpMeasureStage.Before);
        var (after, afterInterval, _) = Mean(WarmUpMeasureStage.After);
        return new WarmUpEffect(problems, before, beforeInterval, after, afterInterval);

        (double, Interval, int) Mean(string policy)
        {
            double[] rates = [.. records.Where(record => record.Policy == policy).Select(record => (double)record.Correct / record.Samples)];
            return (rates.Average(), Bootstrap.ByProblem(rates, RandomKey.Of(1, "bootstrap/warm-up", policy)), rates.Length);
        }
    }

    /// <summary>One line.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Problems} problems: {Percent(Before, BeforeInterval)} of the samples right before the warm-up, {Percent(After, AfterInterval)} after it");

    private static string Percent(double value, Interval interval) => string.Create(
        CultureInfo.InvariantCulture, $"{100 * value:F1} % [{100 * interval.Low:F1}, {100 * interval.High:F1}]");
}
