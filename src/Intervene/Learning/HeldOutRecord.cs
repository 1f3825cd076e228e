using System.Text.Json.Serialization;
using Intervene.Files;

namespace Intervene.Learning;

/// <summary>A line of <c>07-rl/held-out.jsonl</c>: what the policy of a step did on a held-out problem.</summary>
public sealed record HeldOutRecord : IJsonOnDeserialized
{
    /// <summary>Version of the record's format.</summary>
    public int FormatVersion { get; init; } = 1;

    /// <summary>Steps done when it was measured; 0 is the start.</summary>
    public required int Step { get; init; }

    /// <summary>The problem.</summary>
    public required string ProblemId { get; init; }

    /// <summary>Samples that have a grade, n.</summary>
    public required int Samples { get; init; }

    /// <summary>Correct ones, c.</summary>
    public required int Correct { get; init; }

    /// <summary>Samples that ended at a token limit.</summary>
    public required int Truncated { get; init; }

    /// <summary>Samples without an extractable answer.</summary>
    public required int NoAnswer { get; init; }

    /// <summary>Mean completion length in tokens.</summary>
    public required double MeanLength { get; init; }

    /// <summary>The weights that sampled.</summary>
    public required string WeightVersion { get; init; }

    void IJsonOnDeserialized.OnDeserialized()
    {
        RecordRule.Require(Samples >= 1, $"samples is {Samples}; expected 1 or more.");
        RecordRule.RequirePart("correct", Correct, "samples", Samples);
    }
}
