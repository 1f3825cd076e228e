using Intervene.Reports.Content;

namespace Intervene.Pipeline.Stages;

/// <summary>What the report says of benchmarks.</summary>
internal static class BenchmarkSection
{
    /// <summary>The section; null where the run has no benchmark.</summary>
    public static ReportSection? Of(RunView run)
    {
        if (run.Benchmarks is not { } results)
        {
            return null;
        }

        return new ReportSection
        {
            Id = "benchmarks",
            Name = "Benchmarks",
            Heading = "Benchmarks",
            Blocks =
            [
                new ReportBlock.Rows(BenchmarkTables.Overview(results)), new ReportBlock.Rows(BenchmarkTables.Overlaps(results)),
                .. results.Names.SelectMany(name => new ReportBlock[]
                {
                    new ReportBlock.Rows(BenchmarkTables.Policies(results, name), IsFolded: true),
                    new ReportBlock.Rows(BenchmarkTables.Differences(results, name), IsFolded: true),
                }),
            ],
            Glossary =
            [
                new("avg@n", "the share of right samples of a problem, averaged over problems; it estimates pass@1"),
                new("maj@n", "the share of problems whose most frequent answer among n samples is right"),
            ],
        };
    }
}
