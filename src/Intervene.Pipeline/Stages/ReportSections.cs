using Intervene.Reports.Content;

namespace Intervene.Pipeline.Stages;

/// <summary>The sections that parts of the program add to the report: each is a function of the run, and a line here.</summary>
internal static class ReportSections
{
    /// <summary>The sections in their order; one without blocks is left out of the page.</summary>
    public static IReadOnlyList<ReportSection> Of(RunView run)
    {
        IReadOnlyList<Func<RunView, ReportSection?>> sections =
        [
            RoundsSection.Of,
            BenchmarkSection.Of,
            ForgettingSection.Of,
            HeldOutSection.Of,
            LikelihoodSection.Of,
            MemorisedSection.Of,
        ];
        return [.. sections.Select(section => section(run)).OfType<ReportSection>()];
    }
}
