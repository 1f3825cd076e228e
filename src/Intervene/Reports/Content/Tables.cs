using System.Globalization;
using Intervene.Problems;

namespace Intervene.Reports.Content;

/// <summary>The tables of the report. Each is empty of rows where the run has not measured it.</summary>
public static class Tables
{
    /// <summary>
    /// The final table: the least (pass@1) and the greatest pass@k that all policies have, of every policy on every split. The command line ends with
    /// it.
    /// </summary>
    /// <param name="data">The run.</param>
    public static ReportTable Summary(ReportData data)
    {
        var curves = SeriesNames.Distinct(data.PassAtK);
        ProblemSplit[] splits = [.. curves.Select(c => c.Split).Distinct().Order()];
        var columns = splits.SelectMany(split => SharedEnds(curves, split).Select(k => (split, K: k))).Distinct().ToArray();
        var rows = curves.Select(c => SeriesNames.Of(c.Arm, c.Policy)).Distinct(StringComparer.Ordinal)
            .OrderBy(series => series == SeriesNames.Of("", SeriesNames.BasePolicy) ? 0 : 1)
            .Select(series => (IReadOnlyList<ReportCell>)
                [new ReportCell.Words(series), .. columns.Select(column => new ReportCell.Share(Rate(curves, series, column.split, column.K)))]);
        return new ReportTable
        {
            Name = "summary",
            Title = "Problems solved, by policy",
            Explanation =
                "The share of problems solved with one sample (pass@1) and with at least one of k samples (pass@k), with 95 % intervals over "
                + "problems. Train problems were seen in training, held-out ones never; both are hard: the base model failed them in every mining " +
                "rollout. Easy "
                + "problems show what training forgot.",
            Columns = ["Policy", .. columns.Select(c => $"{SeriesNames.Of(c.split)} pass@{c.K.ToString(CultureInfo.InvariantCulture)}")],
            Rows = [.. rows],
        };
    }

    /// <summary>The control arms of the filter (paper, Tables 1 and 6).</summary>
    /// <param name="data">The run.</param>
    public static ReportTable Controls(ReportData data) => new()
    {
        Name = "control-arms",
        Title = "Does one corrected step help?",
        Explanation =
            "Rollouts of the untrained base model, started at four places. Solved: problems with at least one correct rollout. Accuracy: the " +
            "share of all "
            + "rollouts that are correct, with its 95 % interval over problems. The intervention works where the last row stands clear of the " +
            "three controls above it.",
        Columns = ["Rollouts start", "Problems", "Solved", "Solved share", "Rollouts", "Accuracy"],
        Rows =
        [
            .. data.Controls.OrderBy(row => row.Arm).Select(row => (IReadOnlyList<ReportCell>)
            [
                new ReportCell.Words(SeriesNames.Of(row.Arm)), new ReportCell.Count(row.Problems), new ReportCell.Count(row.Solved),
                new ReportCell.Share(Estimate.Of(Ratio(row.Solved, row.Problems))),
                new ReportCell.Count(row.Rollouts), new ReportCell.Share(row.Accuracy),
            ]),
        ],
    };

    /// <summary>From rollouts to training examples.</summary>
    /// <param name="data">The run.</param>
    public static ReportTable Funnel(ReportData data) => new()
    {
        Name = "funnel",
        Title = "From failed rollouts to training examples",
        Explanation = "What each sieve let through, and why the rest fell out. Every dropped row has a counted reason.",
        Columns = ["What is counted", "Left", "Of", "Share", "Dropped because"],
        Rows =
        [
            .. data.Funnel.Select(row => (IReadOnlyList<ReportCell>)
            [
                new ReportCell.Words(row.Label), new ReportCell.Count(row.Count),
                row.Of > 0 ? new ReportCell.Count(row.Of) : new ReportCell.Words(""),
                row.Share is { } share ? new ReportCell.Share(share) : new ReportCell.Words(""),
                new ReportCell.Words(string.Join("; ", row.Dropped.Select(reason => $"{reason.Name}: {reason.Value}"))),
            ]),
        ],
    };

    /// <summary>Problems a split.</summary>
    /// <param name="data">The run.</param>
    public static ReportTable Splits(ReportData data) => new()
    {
        Name = "problems",
        Title = "The problems",
        Explanation =
            "How many problems each split has, and how the base model did on them while they were mined. A problem is hard when none of its mining "
            + "rollouts was correct.",
        Columns = ["Split", "Problems", "Mining rollouts", "Correct", "Base accuracy"],
        Rows =
        [
            .. data.Splits.OrderBy(row => row.Split).Select(row => (IReadOnlyList<ReportCell>)
            [
                new ReportCell.Words(SeriesNames.Of(row.Split)), new ReportCell.Count(row.Problems), new ReportCell.Count(row.Attempts),
                new ReportCell.Count(row.Correct), new ReportCell.Share(Estimate.Of(Ratio(row.Correct, row.Attempts))),
            ]),
        ],
    };

    /// <summary>The stages with their times.</summary>
    /// <param name="data">The run.</param>
    public static ReportTable Stages(ReportData data) => new()
    {
        Name = "stages",
        Title = "The stages",
        Explanation = "Wall-clock time of each stage on the machine below, and the stage's own number.",
        Columns = ["Stage", "Time", "Outcome"],
        Rows =
        [
            .. data.StageTimes.Select(row => (IReadOnlyList<ReportCell>)
                [new ReportCell.Words(row.Stage), new ReportCell.Seconds(row.Seconds), new ReportCell.Words(row.Outcome)]),
            .. data.StageTimes.Count > 1 ? Total(data) : [],
        ],
    };

    /// <summary>Every point of every pass@k curve, for other plotting programs.</summary>
    /// <param name="data">The run.</param>
    public static ReportTable PassAtK(ReportData data) => new()
    {
        Name = "pass-at-k",
        Title = "pass@k, point by point",
        Explanation = "The unbiased estimate 1 − C(n − c, k) / C(n, k), averaged over problems; intervals resample problems.",
        Columns = ["Arm", "Policy", "Split", "Problems", "Samples", "k", "pass@k"],
        Rows =
        [
            .. data.PassAtK.SelectMany(curve => curve.Points.Select(point => (IReadOnlyList<ReportCell>)
            [
                new ReportCell.Words(curve.Arm), new ReportCell.Words(curve.Policy), new ReportCell.Words(SeriesNames.Of(curve.Split)),
                new ReportCell.Count(curve.Problems), new ReportCell.Count(curve.Samples),
                new ReportCell.Count(point.K), new ReportCell.Share(point.Rate),
            ])),
        ],
    };

    /// <summary>All tables.</summary>
    /// <param name="data">The run.</param>
    public static IReadOnlyList<ReportTable> All(ReportData data) =>
        [Summary(data), PolicyTables.Outcomes(data), PolicyTables.Differences(data), PowerTables.Of(data),
            Controls(data), FunnelTables.Lifts(data), Funnel(data), FunnelTables.Oracles(data), FunnelTables.Agreements(data),
            FunnelTables.Locations(data), Splits(data), Stages(data), PassAtK(data), .. AnalysisTables.All(data), .. StudyTables.All(data),
            TrainingTables.Steps(data),
            .. PaperTables.All(data), ProblemTables.All(data),
            .. data.Sections.SelectMany(section => section.Blocks).OfType<ReportBlock.Rows>().Select(block => block.Table)];

    private static IReadOnlyList<IReadOnlyList<ReportCell>> Total(ReportData data) =>
        [[new ReportCell.Words("all stages"), new ReportCell.Seconds(data.StageTimes.Where(s => double.IsFinite(s.Seconds)).Sum(s => s.Seconds)),
            new ReportCell.Words("")]];

    /// <summary>The least and the greatest k that every curve of a split has.</summary>
    private static int[] SharedEnds(IReadOnlyList<PassAtKCurve> curves, ProblemSplit split)
    {
        var ks = curves.Where(c => c.Split == split && c.Points.Count > 0).Select(c => c.Points.Select(p => p.K)).ToArray();
        var shared = ks.Length == 0 ? [] : ks.Aggregate((a, b) => a.Intersect(b)).Order().ToArray();
        return shared.Length == 0 ? [1] : [shared[0], shared[^1]];
    }

    private static Estimate Rate(IReadOnlyList<PassAtKCurve> curves, string series, ProblemSplit split, int k) =>
        curves.FirstOrDefault(c => c.Split == split && SeriesNames.Of(c.Arm, c.Policy) == series)?.Points.FirstOrDefault(p => p.K == k)?.Rate
            ?? Estimate.Of(double.NaN);

    private static double Ratio(long part, long whole) => whole > 0 ? (double)part / whole : double.NaN;
}
