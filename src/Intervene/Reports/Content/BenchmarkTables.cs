using System.Globalization;
using Intervene.Evaluation;
using Intervene.Options;

namespace Intervene.Reports.Content;

/// <summary>The tables of the benchmarks. Each is empty of rows where nothing was measured.</summary>
public static class BenchmarkTables
{
    /// <summary>All of them: the overview, what training saw of them, then two for each benchmark.</summary>
    /// <param name="data">What was measured.</param>
    public static IReadOnlyList<ReportTable> All(BenchmarkResults data) =>
        [Overview(data), Overlaps(data), .. data.Names.SelectMany(name => new[] { Policies(data, name), Differences(data, name) })];

    /// <summary>avg@n of every policy on every benchmark.</summary>
    /// <param name="data">What was measured.</param>
    public static ReportTable Overview(BenchmarkResults data)
    {
        var names = data.Names;
        return new ReportTable
        {
            Name = "benchmarks",
            Title = "Benchmarks: pass@1 of every policy",
            Explanation = "The share of right samples, averaged over problems (avg@n, which is pass@1), with its 95 % interval over problems. No "
                + "mean over benchmarks is made: they have different sizes and difficulties. A policy stands twice where it was sampled in two ways.",
            Columns = ["Policy", "Decoding", .. names],
            Rows =
            [
                .. data.Outcomes.Select(outcome => (outcome.Name, outcome.Decoding)).Distinct().Select(row => (IReadOnlyList<ReportCell>)
                [
                    new ReportCell.Words(SeriesNames.Of(row.Name)), new ReportCell.Words(Text(row.Decoding)),
                    .. names.Select(name => data.Outcomes.FirstOrDefault(outcome => outcome.Benchmark == name && outcome.Name == row.Name
                            && outcome.Decoding == row.Decoding) is { } outcome
                        ? new ReportCell.Share(Estimate.Of(outcome.Summary.Average)) : new ReportCell.Share(Estimate.Of(double.NaN))),
                ]),
            ],
        };
    }

    /// <summary>Which questions of the benchmarks the run has too.</summary>
    /// <param name="data">What was measured.</param>
    public static ReportTable Overlaps(BenchmarkResults data) => new()
    {
        Name = "benchmark-overlaps",
        Title = "Benchmarks: questions that the run has too",
        Explanation = "Questions that are the same but for blanks, case, dollars, dashes and quotes. What stands under trained may be trained on: a "
            + "policy's success there says nothing of other problems.",
        Columns = ["Benchmark", "Problems", "Trained", "Held out", "Easy", "The first that are trained on"],
        Rows =
        [
            .. data.Overlaps.Select(row => (IReadOnlyList<ReportCell>)
            [
                new ReportCell.Words(row.Benchmark), new ReportCell.Count(row.Problems), new ReportCell.Count(row.Trained),
                new ReportCell.Count(row.HeldOut), new ReportCell.Count(row.Easy), new ReportCell.Words(string.Join(", ", row.First)),
            ]),
        ],
    };

    /// <summary>Every policy on a benchmark.</summary>
    /// <param name="data">What was measured.</param>
    /// <param name="benchmark">The benchmark.</param>
    public static ReportTable Policies(BenchmarkResults data, string benchmark)
    {
        BenchmarkOutcome[] rows = [.. data.Outcomes.Where(outcome => outcome.Benchmark == benchmark)];
        var known = data.Overlaps.Count > 0;
        int[] ks = [.. rows.SelectMany(row => row.Summary.PassAtK.Select(point => point.K)).Distinct().Order()];
        return new ReportTable
        {
            Name = "benchmark-" + benchmark,
            Title = $"{benchmark}: every policy",
            Explanation =
                "avg@n: the share of right samples, averaged over problems. pass@k: at least one of k samples is right, estimated without bias. "
                + "maj@n: the share of problems whose most frequent answer is right. Tokens a solve: all tokens sampled, for each right sample. "
                + "Truncated samples ended at a token limit; no answer: none was found; unparsable: one was found and could not be read. "
                + $"{(known ? "Trained: problems whose question the run trains on. " : "")}Intervals (95 %) keep the samples of a problem together.",
            Columns =
            [
                "Policy", "Decoding", "Problems", .. known ? ["Trained"] : Array.Empty<string>(), "Samples each", "Solved", "avg@n",
                .. ks.Where(k => k > 1).Select(PassAt), "maj@n", "Tokens a sample", "Tokens a solve", "Truncated", "No answer", "Unparsable",
            ],
            Rows =
            [
                .. rows.Select(row => (IReadOnlyList<ReportCell>)
                [
                    new ReportCell.Words(SeriesNames.Of(row.Name)), new ReportCell.Words(Text(row.Decoding)),
                    new ReportCell.Count(row.Summary.Problems), .. known ? [new ReportCell.Count(row.Trained)] : Array.Empty<ReportCell>(),
                    new ReportCell.Count(row.Summary.Samples),
                    new ReportCell.Count(row.Summary.Solved), new ReportCell.Share(Estimate.Of(row.Summary.Average)),
                    .. ks.Where(k => k > 1).Select(k => new ReportCell.Share(row.Summary.PassAtK.FirstOrDefault(point => point.K == k) is { } point
                        ? Estimate.Of(point.Rate, point.Interval) : Estimate.Of(double.NaN))),
                    new ReportCell.Share(row.Summary.Majority is { } majority ? Estimate.Of(majority) : Estimate.Of(double.NaN)),
                    new ReportCell.Quantity(Estimate.Of(row.Summary.MeanLength)), new ReportCell.Quantity(Estimate.Of(row.Summary.TokensPerSolve)),
                    new ReportCell.Share(Estimate.Of(row.Summary.Truncated)), new ReportCell.Share(Estimate.Of(row.Summary.NoAnswer)),
                    new ReportCell.Share(Estimate.Of(row.Summary.Unparsable)),
                ]),
            ],
        };
    }

    /// <summary>Every two policies on a benchmark, problem by problem.</summary>
    /// <param name="data">What was measured.</param>
    /// <param name="benchmark">The benchmark.</param>
    public static ReportTable Differences(BenchmarkResults data, string benchmark) => new()
    {
        Name = $"benchmark-{benchmark}-differences",
        Title = $"{benchmark}: every two policies, problem by problem",
        Explanation =
            "The first policy's avg@n minus the second's on the same problems, with its 95 % interval over problems. Only the first, only the "
            + "second: problems that one policy solves in n samples and the other never. p: McNemar's exact two-sided test of these two counts; "
            + "corrected: by Holm for all pairs of the benchmark. Two that were sampled in different ways are not compared, and say so; a dash "
            + "stands, too, where the two have not equally many samples.",
        Columns = ["Policy", "Against", "Problems", "Difference", "Only the first", "Only the second", "p", "p corrected", "Not compared because"],
        Rows =
        [
            .. data.Differences.Where(pair => pair.Benchmark == benchmark).Select(pair => (IReadOnlyList<ReportCell>)
            [
                new ReportCell.Words(SeriesNames.Of(pair.Second)), new ReportCell.Words(SeriesNames.Of(pair.First)),
                pair.Paired is { } count ? new ReportCell.Count(count.Problems) : new ReportCell.Words(""),
                new ReportCell.Share(pair.Paired is { } paired
                    ? Estimate.Of(paired.Difference, paired.Interval) : Estimate.Of(double.NaN)),
                pair.Paired is { } second ? new ReportCell.Count(second.OnlySecond) : new ReportCell.Words(""),
                pair.Paired is { } first ? new ReportCell.Count(first.OnlyFirst) : new ReportCell.Words(""),
                new ReportCell.Probability(pair.Paired?.PValue ?? double.NaN), new ReportCell.Probability(pair.Corrected),
                new ReportCell.Words(pair.Paired is null ? "the two were sampled in different ways" : ""),
            ]),
        ],
    };

    private static string PassAt(int k) => "pass@" + k.ToString(CultureInfo.InvariantCulture);

    private static string Text(SamplingOptions sampling) => string.Create(CultureInfo.InvariantCulture,
        $"temperature {sampling.Temperature:0.###}, top-p {sampling.TopP:0.###}{(sampling.TopK > 0 ? $", top-k {sampling.TopK}" : "")}"
        + $"{(sampling.MinP > 0 ? $", min-p {sampling.MinP:0.###}" : "")}{(sampling.Stop.Count > 0 ? $", {sampling.Stop.Count} stop texts" : "")}"
        + $", at most {sampling.MaxTokens} tokens");
}
