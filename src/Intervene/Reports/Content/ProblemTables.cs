namespace Intervene.Reports.Content;

/// <summary>The table of all problems.</summary>
internal static class ProblemTables
{
    /// <summary>Every problem, for programs.</summary>
    public static ReportTable All(ReportData data) => Of(data, data.Problems) with
    {
        Name = "problem-list",
        Explanation = "Every problem with the right samples of every policy.",
        IsData = true,
    };

    /// <summary>The first problems, as the page shows them where no script runs.</summary>
    public static ReportTable First(ReportData data, int most) => Of(data, [.. data.Problems.Take(most)]);

    private static ReportTable Of(ReportData data, IReadOnlyList<ReportProblem> problems) => new()
    {
        Name = "problems-shown",
        Title = "All problems",
        Explanation = "",
        Columns =
        [
            "Problem", "Split", "Source", "Question", "Gold answer", "Mining right", "Mining rollouts", "Attempts", "Interventions", "Worked", "Kept",
            .. data.Policies.SelectMany(policy => new[] { $"{policy} right", $"{policy} samples" }),
        ],
        Rows =
        [
            .. problems.Select(row => (IReadOnlyList<ReportCell>)
            [
                new ReportCell.Words(row.Problem.Id), new ReportCell.Words(row.Split is { } split ? SeriesNames.Of(split) : ""),
                new ReportCell.Words(row.Problem.Source), new ReportCell.Words(row.Problem.Question), new ReportCell.Words(row.Problem.Answer),
                new ReportCell.Count(row.Mined.Correct), new ReportCell.Count(row.Mined.Samples), new ReportCell.Count(row.Attempts),
                new ReportCell.Count(row.Proposed), new ReportCell.Count(row.Working), new ReportCell.Count(row.Kept),
                .. row.Policies.SelectMany(count => new ReportCell[] { Number(count.Correct, count), Number(count.Samples, count) }),
            ]),
        ],
    };

    private static ReportCell Number(int value, SolvedCount count) => count.Samples == 0 ? new ReportCell.Words("") : new ReportCell.Count(value);
}
