using Intervene.Evaluation;
using Intervene.Problems;
using Intervene.Problems.Presets;

namespace Intervene.Reports.Content;

/// <summary>A column of the paper's Tables 2 and 7: a set of problems and a k.</summary>
/// <param name="Heading">Its heading; pass@1 is not said.</param>
/// <param name="Of">A policy's pass@k, NaN where it was not measured.</param>
internal sealed record PaperColumn(string Heading, Func<PolicyName, Estimate> Of)
{
    private const int ManySamples = 8;

    private static readonly string[] Hardest = ["amo-bench", "apex-2025", "apex-shortlist"];

    /// <summary>Every policy that was measured.</summary>
    public static IEnumerable<PolicyName> Policies(ReportData data) =>
        data.Outcomes.Select(outcome => outcome.Name).Concat(data.Benchmarks?.Outcomes.Select(outcome => outcome.Name) ?? []).Distinct();

    /// <summary>The greatest k up to 8 that was measured on held-out problems.</summary>
    public static int Many(ReportData data) =>
        Greatest(data.Outcomes.Where(outcome => outcome.Summary.Split == ProblemSplit.HeldOut).Select(outcome => outcome.Summary));

    /// <summary>What the columns are of, in words.</summary>
    public static string Words(ReportData data) =>
        Names(data).Count > 0 ? "the run's benchmarks" : "problems that no arm trained on, since the run has no benchmarks";

    /// <summary>pass@k on held-out hard problems.</summary>
    public static PaperColumn HeldOut(ReportData data, int k) =>
        new($"{SeriesNames.Of(ProblemSplit.HeldOut)} {PaperTables.PassAt(k)}", name => Split(data, name, ProblemSplit.HeldOut, k));

    /// <summary>Table 2: benchmarks by pass@1; in a run without any, the splits that no arm trained on.</summary>
    public static IReadOnlyList<PaperColumn> Standard(ReportData data) => Names(data) is { Count: > 0 } names
        ? [.. names.Select(name => OfBenchmark(data, name, 1))]
        : [.. Enum.GetValues<ProblemSplit>().Where(split => split != ProblemSplit.Train
            && data.Outcomes.Any(outcome => outcome.Summary.Split == split)).Select(split => OfSplit(data, split))];

    /// <summary>Table 7: benchmarks by pass@1, the hardest by pass@8; in a run without any, easy problems and held-out hard ones.</summary>
    public static IReadOnlyList<PaperColumn> Difficult(ReportData data)
    {
        if (Names(data) is { Count: > 0 } names)
        {
            return
            [
                .. names.Select(name => OfBenchmark(data, name, Hardest.Contains(KnownBenchmarks.Find(name)?.Set, StringComparer.Ordinal)
                    ? Greatest(data.Benchmarks!.Outcomes.Where(outcome => outcome.Benchmark == name).Select(outcome => outcome.Summary)) : 1)),
            ];
        }

        return
        [
            .. data.Outcomes.Any(outcome => outcome.Summary.Split == ProblemSplit.Easy) ? [OfSplit(data, ProblemSplit.Easy)] : (PaperColumn[])[],
            .. data.Outcomes.Any(outcome => outcome.Summary.Split == ProblemSplit.HeldOut) ? [HeldOut(data, Many(data))] : (PaperColumn[])[],
        ];
    }

    /// <summary>The mean of columns; a dash where one of them was not measured.</summary>
    public static ReportCell Average(IReadOnlyList<PaperColumn> columns, PolicyName policy) => new ReportCell.Score(Estimate.Of(
        columns.Select(column => column.Of(policy).Value).DefaultIfEmpty(double.NaN).Average()));

    /// <summary>A policy's cell.</summary>
    public ReportCell Cell(PolicyName policy) => new ReportCell.Score(Of(policy));

    private static IReadOnlyList<string> Names(ReportData data) => data.Benchmarks?.Names ?? [];

    private static PaperColumn OfSplit(ReportData data, ProblemSplit split) => new(SeriesNames.Of(split), name => Split(data, name, split, 1));

    /// <summary>A benchmark's column. A policy that was sampled otherwise than the first, or in two ways, has no number in it.</summary>
    private static PaperColumn OfBenchmark(ReportData data, string benchmark, int k)
    {
        BenchmarkOutcome[] outcomes = [.. data.Benchmarks!.Outcomes.Where(outcome => outcome.Benchmark == benchmark)];
        return new(k == 1 ? benchmark : $"{benchmark} {PaperTables.PassAt(k)}", name =>
            outcomes.Where(outcome => outcome.Name == name).ToArray() is [var only] && only.Decoding == outcomes[0].Decoding
                ? Rate(only.Summary, k) : Estimate.Of(double.NaN));
    }

    private static Estimate Split(ReportData data, PolicyName name, ProblemSplit split, int k) => data.Outcomes
        .FirstOrDefault(outcome => outcome.Name == name && outcome.Summary.Split == split) is { } found
            ? Rate(found.Summary, k) : Estimate.Of(double.NaN);

    private static Estimate Rate(PolicySummary summary, int k) => k == 1 ? Estimate.Of(summary.Average)
        : summary.PassAtK.FirstOrDefault(point => point.K == k) is { } point ? Estimate.Of(point.Rate, point.Interval)
        : Estimate.Of(double.NaN);

    private static int Greatest(IEnumerable<PolicySummary> summaries) =>
        summaries.SelectMany(summary => summary.PassAtK.Select(point => point.K)).Where(k => k <= ManySamples).DefaultIfEmpty(1).Max();
}
