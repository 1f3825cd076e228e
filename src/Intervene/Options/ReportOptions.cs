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

    /// <summary>Samples of every policy that a problem opens with, right and wrong ones first.</summary>
    [Range(0, 128)]
    public int SamplesShown { get; init; } = 4;
}
