using System.ComponentModel.DataAnnotations;

namespace Intervene.Options;

/// <summary>The report.</summary>
public sealed record ReportOptions
{
    /// <summary>The report's heading.</summary>
    public string Title { get; init; } = "Interventional Training";

    /// <summary>Rollouts that the report shows.</summary>
    [Range(0, 10_000)]
    public int RolloutSamples { get; init; } = 8;
}
