using Intervene.Filtering;
using Intervene.Problems;
using Intervene.Reports.Content;

namespace Intervene.Reports.Drawing;

/// <summary>The figures of the report. A figure with nothing to show is left out.</summary>
public static class Figures
{
    private const int MostPairs = 15;
    private const int MostPoints = 5000; // of a line
    private const int MostPointsShown = 240; // of a line in the page, which is half as wide

    /// <summary>pass@k over k on one split, every policy a line with its 95 % band (paper, Figures 7 and 10).</summary>
    /// <param name="data">The run.</param>
    /// <param name="split">The split.</param>
    public static Figure? PassAtK(ReportData data, ProblemSplit split) => PassAtK(data, split, file: true);

    internal static Figure? PassAtK(ReportData data, ProblemSplit split, bool file)
    {
        var arms = SeriesNames.Arms(data);
        var all = SeriesNames.Distinct(data.PassAtK);
        var curves = all.Where(c => c.Split == split).OrderBy(Rank).ThenByDescending(c => Index(arms, c.Arm)).ToArray();
        if (curves.Length == 0)
        {
            return null;
        }

        // Both hard splits share their axis, so that the eye may compare them.
        var scale = all.Where(c => c.Split == ProblemSplit.Easy == (split == ProblemSplit.Easy))
            .SelectMany(c => c.Points).SelectMany(p => new[] { p.Rate.Value, p.Rate.High });
        var chart = new LineChart
        {
            Title = $"{SeriesNames.Of(split)}, {ReportFormat.Count(curves.Max(c => c.Problems))} problems",
            X = Axis.PowersOfTwo("samples k (log scale)", all.SelectMany(c => c.Points).Select(p => (double)p.K)),
            Y = Axis.Shares("solved by at least one of k samples", scale),
            Series = [.. curves.Select(c => Line(c, arms))],
            Width = file ? 760 : 400,
            Height = file ? 440 : 300,
            DirectLabels = file,
        };
        return Of($"pass-at-k-{FileName(split)}", $"pass@k over k: {chart.Title}", chart);
    }

    /// <summary>A number of reinforcement learning over steps, every arm a line (paper, Figures 8 and 9).</summary>
    /// <param name="data">The run.</param>
    /// <param name="metric">The number.</param>
    public static Figure? TrainingCurves(ReportData data, TrainingMetric metric) => TrainingCurves(data, metric, file: true);

    internal static Figure? TrainingCurves(ReportData data, TrainingMetric metric, bool file)
    {
        var arms = SeriesNames.Arms(data);
        var curves = data.Training.Select(c => (c.Arm, Points: c.Points.Select(p => ((double)p.Step, Value(p, metric))).ToArray()))
            .Where(c => c.Points.Any(p => double.IsFinite(p.Item2)));
        return TrainingCurves(
            metric, file, [.. Enumerable.Reverse(curves).SelectMany(c => Smoothing.Lines(
                c.Arm, ChartStyle.Colour(Index(arms, c.Arm)), c.Points, file ? MostPoints : MostPointsShown))]);
    }

    /// <summary>The figure of lines that are there.</summary>
    internal static Figure? TrainingCurves(TrainingMetric metric, bool file, IReadOnlyList<Series> series)
    {
        var points = series.SelectMany(line => line.Points).Where(point => double.IsFinite(point.Y.Value)).ToArray();
        if (points.Length == 0)
        {
            return null;
        }

        var values = points.SelectMany(point => new[] { point.Y.Value, point.Y.High }).Where(double.IsFinite).ToArray();
        var (name, title, unit) = Words(metric);
        var chart = new LineChart
        {
            Title = title,
            X = Axis.Steps("RL step", points.Select(point => point.X)),
            Y = metric switch
            {
                TrainingMetric.Entropy => Axis.Logarithmic(unit, values), // a collapse to a twentieth shows
                TrainingMetric.ResponseLength => Axis.FromZero(unit, values),
                _ => Axis.Shares(unit, values),
            },
            Series = series,
            Width = file ? 760 : 480,
            Height = file ? 400 : 290,
            DirectLabels = file,
        };
        return Of($"training-{name}",
            $"{title} over RL steps: {string.Join(", ", series.Select(line => line.Label).Distinct(StringComparer.Ordinal).Reverse())}", chart);
    }

    /// <summary>Accuracy under each conditioning with its interval (paper, Tables 1 and 6).</summary>
    /// <param name="data">The run.</param>
    public static Figure? Controls(ReportData data)
    {
        if (data.Controls.Count == 0)
        {
            return null;
        }

        var chart = new IntervalChart
        {
            Title = "Share of correct rollouts, by where they start",
            X = Axis.Shares("correct rollouts, with 95 % interval", data.Controls.SelectMany(r => new[] { r.Accuracy.Value, r.Accuracy.High })),
            Rows = [.. data.Controls.OrderBy(r => r.Arm)
                .Select(r => (SeriesNames.Of(r.Arm), r.Arm == GuidedArm.Intervention ? ChartStyle.Colour(0) : ChartStyle.Grey, r.Accuracy))],
        };
        return new Figure { Name = "control-arms", Description = chart.Title, Content = chart.Render(), Width = chart.Width, Height = chart.Height };
    }

    /// <summary>From rollouts to training examples, every sieve a row.</summary>
    /// <param name="data">The run.</param>
    public static Figure? Funnel(ReportData data)
    {
        if (data.Funnel.Count == 0)
        {
            return null;
        }

        var chart = new FunnelChart { Title = "From failed rollouts to training examples", Rows = data.Funnel };
        return new Figure { Name = "funnel", Description = chart.Title, Content = chart.Render(), Width = chart.Width, Height = chart.Height };
    }

    /// <summary>
    /// Every final policy against the others on one split: the paired difference of avg@n with its interval, a row each; of many, those of the first
    /// arm.
    /// </summary>
    /// <param name="data">The run.</param>
    /// <param name="split">The split.</param>
    public static Figure? Differences(ReportData data, ProblemSplit split) => Differences(data, split, file: true);

    internal static Figure? Differences(ReportData data, ProblemSplit split, bool file)
    {
        var arms = SeriesNames.Arms(data);
        var pairs = data.Differences.Where(pair => pair.Split == split && pair.First.Policy != "sft" && pair.Second.Policy != "sft").ToArray();
        if (pairs.Length > MostPairs)
        {
            pairs = [.. pairs.Where(pair => pair.First.Arm == arms[0] || pair.Second.Arm == arms[0])];
        }

        if (pairs.Length == 0)
        {
            return null;
        }

        var chart = new IntervalChart
        {
            Title = $"{SeriesNames.Of(split)}: differences between policies, {ReportFormat.Count(pairs.Max(pair => pair.Paired.Problems))} problems",
            X = Axis.Values("difference of avg@n, with 95 % interval; 0 is no difference", isShare: true,
                pairs.SelectMany(pair => new[] { pair.Paired.Difference, pair.Paired.Interval.Low, pair.Paired.Interval.High })),
            Rows = [.. pairs.Select(pair => ($"{SeriesNames.Of(pair.Second)} − {SeriesNames.Of(pair.First)}",
                ChartStyle.Colour(Index(arms, pair.Second.Arm)),
                Estimate.Of(pair.Paired.Difference, pair.Paired.Interval)))],
            Width = file ? 760 : 560,
        };
        return new Figure
        {
            Name = $"differences-{FileName(split)}",
            Description = chart.Title,
            Content = chart.Render(),
            Width = chart.Width,
            Height = chart.Height,
        };
    }

    /// <summary>All figures that have something to show.</summary>
    /// <param name="data">The run.</param>
    public static IReadOnlyList<Figure> All(ReportData data) =>
    [
        .. new[] { Controls(data), Funnel(data) }
            .Concat(Enum.GetValues<ProblemSplit>().Select(split => Differences(data, split)))
            .Concat(Enum.GetValues<ProblemSplit>().Select(split => PassAtK(data, split)))
            .Concat(Enum.GetValues<TrainingMetric>().Select(metric => TrainingCurves(data, metric)))
            .OfType<Figure>(),
        .. AnalysisFigures.All(data),
        .. data.Sections.SelectMany(section => section.Blocks).OfType<ReportBlock.Drawn>().Select(block => SectionFigures.Of(block.Chart))
            .OfType<Figure>(),
    ];

    internal static Series Line(PassAtKCurve curve, IReadOnlyList<string> arms) => new()
    {
        Label = SeriesNames.Of(curve.Arm, curve.Policy),
        Colour = curve.Policy == SeriesNames.BasePolicy ? ChartStyle.Grey : ChartStyle.Colour(Index(arms, curve.Arm)),
        Line = curve.Policy switch { SeriesNames.BasePolicy => LineKind.Dotted, "sft" => LineKind.Dashed, _ => LineKind.Solid },
        Markers = true,
        Points = [.. curve.Points.OrderBy(p => p.K).Select(p => ((double)p.K, p.Rate))],
    };

    /// <summary>What is drawn last lies on top: the base model below, finished policies above, the first arm topmost.</summary>
    private static int Rank(PassAtKCurve curve) => curve.Policy switch { SeriesNames.BasePolicy => 0, "sft" => 1, _ => 2 };

    private static int Index(IReadOnlyList<string> arms, string arm) => arms.TakeWhile(a => a != arm).Count();

    internal static double Value(TrainingPoint point, TrainingMetric metric) => metric switch
    {
        TrainingMetric.RewardMean => point.RewardMean,
        TrainingMetric.ZeroAdvantageRatio => point.ZeroAdvantageRatio,
        TrainingMetric.AllWrongRatio => point.AllWrongRatio,
        TrainingMetric.AllRightRatio => point.AllRightRatio,
        TrainingMetric.Entropy => point.Entropy,
        _ => point.ResponseLength,
    };

    private static (string Name, string Title, string Unit) Words(TrainingMetric metric) => metric switch
    {
        TrainingMetric.RewardMean => ("reward", "Training reward", "correct rollouts in the batch"),
        TrainingMetric.ZeroAdvantageRatio => ("zero-advantage", "Zero-advantage ratio", "groups without a learning signal"),
        TrainingMetric.AllWrongRatio => ("all-wrong", "Groups that are all wrong", "groups with nothing to go by"),
        TrainingMetric.AllRightRatio => ("all-right", "Groups that are all right", "groups with nothing left to learn"),
        TrainingMetric.Entropy => ("entropy", "Entropy", "nats a token (log scale)"),
        _ => ("response-length", "Response length", "tokens"),
    };

    private static string FileName(ProblemSplit split) =>
        split switch { ProblemSplit.Train => "train", ProblemSplit.HeldOut => "held-out", _ => "easy" };

    private static Figure Of(string name, string description, LineChart chart) =>
        new() { Name = name, Description = description, Content = chart.Render(), Width = chart.Width, Height = chart.Height };
}
