using Intervene.Reports.Content;

namespace Intervene.Reports.Drawing;

/// <summary>Numbers of several runs that differ in their seed: the mean, and from the smallest to the largest.</summary>
internal static class SeedSpread
{
    /// <summary>The mean of the finite values with their range as its interval.</summary>
    public static Estimate Of(IEnumerable<double> values)
    {
        var finite = values.Where(double.IsFinite).ToArray();
        return finite.Length == 0 ? Estimate.Of(double.NaN) : new Estimate(finite.Average(), finite.Min(), finite.Max());
    }

    /// <summary>pass@k over runs, a curve for each arm, policy and split that any run has.</summary>
    public static IReadOnlyList<PassAtKCurve> PassAtK(IReadOnlyList<ComparedRun> runs) =>
        [.. runs.SelectMany(run => run.PassAtK).GroupBy(curve => (curve.Arm, curve.Policy, curve.Split)).Select(same => same.First() with
        {
            Problems = same.Min(curve => curve.Problems),
            Points = [.. same.SelectMany(curve => curve.Points).GroupBy(point => point.K).OrderBy(points => points.Key)
                .Select(points => new PassAtKPoint(points.Key, Of(points.Select(point => point.Rate.Value))))],
        })];

    /// <summary>A number of an arm's reinforcement learning over runs, each run's curve smoothed by itself.</summary>
    public static IReadOnlyList<(double Step, Estimate Value)> Training(
        IReadOnlyList<ComparedRun> runs, string arm, Func<TrainingPoint, double> value) =>
        [.. runs.SelectMany(run => run.Training).Where(curve => curve.Arm == arm)
            .SelectMany(curve => Drawing.Smoothing.Smooth([.. curve.Points.Select(point => ((double)point.Step, value(point)))]))
            .GroupBy(point => point.X).OrderBy(points => points.Key)
            .Select(points => (points.Key, Of(points.Select(point => point.Y))))];
}
