
namespace Intervene.Reports.Content;

/// <summary>The tables of the evaluation: every policy in full, and every two of them problem by problem.</summary>
internal static class PolicyTables
{
    /// <summary>Every policy on every split.</summary>
    public static ReportTable Outcomes(ReportData data) => new()
    {
        Name = "policies",
        Title = "Every policy in full",
        Explanation =
            "avg@n: the share of right samples, averaged over problems. maj@n: the share of problems whose most frequent answer is right; one of " +
            "two equally frequent "
            + "ones is drawn. Tokens a solve: all tokens sampled, for each right sample. Truncated samples ended at the token limit; no answer: " +
            "none was found; "
            + "unparsable: one was found and could not be read. Intervals (95 %) keep the samples of a problem together.",
        Columns = ["Split", "Policy", "Problems", "Samples each",
            "Solved", "avg@n", "maj@n", "Tokens a sample", "Tokens a solve", "Truncated", "No answer", "Unparsable"],
        Rows =
        [
            .. data.Outcomes.OrderBy(outcome => outcome.Summary.Split).Select(outcome => (IReadOnlyList<ReportCell>)
            [
                new ReportCell.Words(SeriesNames.Of(outcome.Summary.Split)), new ReportCell.Words(SeriesNames.Of(outcome.Name)),
                new ReportCell.Count(outcome.Summary.Problems),
                new ReportCell.Count(outcome.Summary.Samples), new ReportCell.Count(outcome.Summary.Solved),
                new ReportCell.Share(Estimate.Of(outcome.Summary.Average)),
                new ReportCell.Share(outcome.Summary.Majority is { } majority ? Estimate.Of(majority) : Estimate.Of(double.NaN)),
                new ReportCell.Quantity(Estimate.Of(outcome.Summary.MeanLength)),
                new ReportCell.Quantity(Estimate.Of(outcome.Summary.TokensPerSolve)),
                new ReportCell.Share(Estimate.Of(outcome.Summary.Truncated)),
                new ReportCell.Share(Estimate.Of(outcome.Summary.NoAnswer)), new ReportCell.Share(Estimate.Of(outcome.Summary.Unparsable)),
            ]),
        ],
    };

    /// <summary>Every two policies on every split.</summary>
    public static ReportTable Differences(ReportData data) => new()
    {
        Name = "differences",
        Title = "Every two policies, problem by problem",
        Explanation =
            "The first policy's avg@n minus the second's on the same problems, with its 95 % interval over problems. Only the first, only the " +
            "second: problems "
            + "that one policy solves in n samples and the other never. p: McNemar's exact two-sided test of these two counts; corrected: by Holm " +
            "for all pairs of the split. "
            + "A dash stands where the two have not equally many samples.",
        Columns = ["Split", "Policy", "Against", "Problems", "Difference", "Only the first", "Only the second", "p", "p corrected"],
        Rows =
        [
            .. data.Differences.OrderBy(pair => pair.Split).Select(pair => (IReadOnlyList<ReportCell>)
            [
                new ReportCell.Words(SeriesNames.Of(pair.Split)),
                new ReportCell.Words(SeriesNames.Of(pair.Second)), new ReportCell.Words(SeriesNames.Of(pair.First)),
                new ReportCell.Count(pair.Paired.Problems),
                new ReportCell.Share(Estimate.Of(pair.Paired.Difference, pair.Paired.Interval)),
                new ReportCell.Count(pair.Paired.OnlySecond), new ReportCell.Count(pair.Paired.OnlyFirst),
                new ReportCell.Probability(pair.Paired.PValue), new ReportCell.Probability(pair.Corrected),
            ]),
        ],
    };
}
