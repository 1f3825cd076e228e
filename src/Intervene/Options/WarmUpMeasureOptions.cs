using System.ComponentModel.DataAnnotations;

namespace Intervene.Options;

/// <summary>What the warm-up bought: the same problems sampled before and after it.</summary>
public sealed record WarmUpMeasureOptions
{
    /// <summary>Files of problems that no text of the warm-up shares.</summary>
    public required IReadOnlyList<FileProblemsOptions> Data { get; init; }

    /// <summary>Samples a problem.</summary>
    [Range(1, 100_000)]
    public int Samples { get; init; } = 4;

    /// <summary>The distribution that they are sampled from.</summary>
    public SamplingOptions Sampling { get; init; } = new() { MaxTokens = 256 };

    /// <summary>There is something to measure.</summary>
    public IEnumerable<string> Validate() => Data.Count > 0 ? [] : ["data is empty: expected at least one file."];
}
