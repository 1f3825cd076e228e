using System.Globalization;

namespace Intervene.Reports.Content;

/// <summary>What differences the run's problems and samples can show.</summary>
public static class PowerTables
{
    /// <summary>The gain over reinforcement learning alone that the paper's Table 7 averages over four benchmarks: 3.0 points of success.</summary>
    public const double PaperEffect = 0.03;

    /// <summary>Every two policies on every split.</summary>
    /// <param name="data">The run.</param>
    public static ReportTable Of(ReportData data) => new()
    {
        Name = "power",
        Title = "What this design can show",
        Explanation =
            "From the spread of both policies over the same problems: the smallest difference in avg@n that as many problems and samples show in "
            + "four of five repetitions at 95 % confidence, and the problems that "
            + string.Create(CultureInfo.InvariantCulture, $"{100 * PaperEffect:0.#} points")
            + " would take, the gain over RL alone in the paper's Table 7. Spread between problems remains however many samples are drawn, "
            + "spread within falls with their number. At most: where the gain comes from few problems, then always solved.",
        Columns =
        [
            "Split", "Policy", "Against", "Problems", "Samples", "Spread between", "Spread within", "Detectable", "Problems needed", "At most",
        ],
        Rows =
        [
            .. data.Differences.Where(pair => pair.Power is not null).OrderBy(pair => pair.Split).Select(pair => (IReadOnlyList<ReportCell>)
            [
                new ReportCell.Words(SeriesNames.Of(pair.Split)), new ReportCell.Words(SeriesNames.Of(pair.Second)),
                new ReportCell.Words(SeriesNames.Of(pair.First)), new ReportCell.Count(pair.Power!.Problems),
                new ReportCell.Quantity(Estimate.Of(pair.Power.Samples)), new ReportCell.Share(Estimate.Of(Math.Sqrt(pair.Power.Between))),
                new ReportCell.Share(Estimate.Of(Math.Sqrt(pair.Power.Within / pair.Power.Samples))),
                new ReportCell.Share(Estimate.Of(pair.Power.Detectable)),
                new ReportCell.Count((long)pair.Power.ProblemsFor(PaperEffect, pair.Power.Samples)),
                new ReportCell.Count((long)pair.Power.ProblemsAtMost(PaperEffect, pair.Power.Samples)),
            ]),
        ],
    };
}
