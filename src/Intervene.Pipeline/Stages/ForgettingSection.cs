using Intervene.Evaluation;
using Intervene.Problems;
using Intervene.Reports.Content;

namespace Intervene.Pipeline.Stages;

/// <summary>What the report says of what training forgot.</summary>
internal static class ForgettingSection
{
    /// <summary>The section; null where no policy was measured beside the base model.</summary>
    public static ReportSection? Of(RunView run)
    {
        Forgotten[] rows = [.. Splits(run), .. Benchmarks(run)];
        return rows.Length == 0 ? null : new ReportSection
        {
            Id = "forgotten",
            Name = "Forgotten",
            Heading = "What training forgot",
            Blocks =
            [
                new ReportBlock.Rows(TrainingTables.Forgotten(rows)),
                new ReportBlock.Drawn(
                    new ReportChart.Intervals
                    {
                        Name = "forgotten",
                        Title = "Easy problems that the base model solves and a policy no longer does",
                        ValueTitle = "share of what the base model solves, with 95 % interval",
                        Rows = [.. rows.Where(row => row.Split == ProblemSplit.Easy && row.BaseSolved > 0).Select(row => (
                            row.Name.Policy == "sft" ? $"{row.Name.Arm}, after SFT" : $"{row.Name.Arm}, after RL",
                            Estimate.Of(row.Share), Colour(rows, row.Name.Arm)))],
                    },
                    "Each dot is the share of the easy problems that the base model solves, and that a policy solves in none of its samples."),
            ],
        };
    }

    private static int Colour(IReadOnlyList<Forgotten> rows, string arm) =>
        rows.Select(row => row.Name.Arm).Distinct(StringComparer.Ordinal).TakeWhile(other => other != arm).Count();

    private static IEnumerable<Forgotten> Splits(RunView run)
    {
        var policies = RunCurves.ComparedWithBase(run.Paths, run.Options);
        return policies.Where(policy => policy.Name.Policy == EvaluateStage.Base).Take(1).SelectMany(before =>
            Enum.GetValues<ProblemSplit>().SelectMany(split => policies
                .Where(after => after.Name.Policy != EvaluateStage.Base && after.Records.Any(record => record.Split == split))
                .Select(after => Forgotten.Of(
                    after.Name, [.. before.Records.Where(record => record.Split == split)],
                    [.. after.Records.Where(record => record.Split == split)], run.Options.Seed) with
                { Split = split })));
    }

    private static IEnumerable<Forgotten> Benchmarks(RunView run) => run.Options.Benchmarks.SelectMany(benchmark =>
    {
        var policies = RunBenchmarks.Policies(run.Paths, run.Options, benchmark);
        return policies.Where(policy => policy.Name.Policy == EvaluateStage.Base).SelectMany(before => policies
            .Where(after => after.Name.Policy != EvaluateStage.Base && after.Records[0].Decoding == before.Records[0].Decoding)
            .Select(after => Forgotten.Of(
                after.Name, [.. before.Records.Select(record => record.ToEvaluation())], [.. after.Records.Select(record => record.ToEvaluation())],
                run.Options.Seed) with
            { Benchmark = benchmark.Name }));
    });
}
