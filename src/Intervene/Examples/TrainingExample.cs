using System.Text.Json.Serialization;
using Intervene.Files;
using Intervene.Interventions;

namespace Intervene.Examples;

/// <summary>A line of <c>arms/&lt;arm&gt;/05-examples.jsonl</c>: what supervised fine-tuning clones.</summary>
public sealed record TrainingExample : IJsonOnDeserialized
{
    /// <summary>The format that this program writes and reads.</summary>
    public const int CurrentFormat = 2;

    /// <summary>Version of the record's format.</summary>
    public int FormatVersion { get; init; } = CurrentFormat;

    /// <summary>The problem.</summary>
    public required string ProblemId { get; init; }

    /// <summary>The intervention that it was made of, or null for a whole solution.</summary>
    public InterventionId? Intervention { get; init; }

    /// <summary>The arm that trains on it, e.g. <c>int</c> or <c>distillation</c>.</summary>
    public required string Arm { get; init; }

    /// <summary>The prompt's token ids; never trained on.</summary>
    public required int[] PromptIds { get; init; }

    /// <summary>The target's token ids: prefix and intervention, or a whole solution.</summary>
    public required int[] TargetIds { get; init; }

    /// <summary>The first target token with a loss: 0 trains the prefix too (the default), the prefix's length the intervention alone.</summary>
    public int LossStart { get; init; }

    /// <summary>Whether the target is a finished answer. A stop token ends <see cref="TargetIds"/> exactly when it is.</summary>
    public required bool Terminal { get; init; }

    void IJsonOnDeserialized.OnDeserialized()
    {
        RecordRule.RequireIds("prompt_ids", PromptIds);
        RecordRule.RequireIds("target_ids", TargetIds);
        if (RecordRule.IsThere(TargetIds))
        {
            RecordRule.RequirePart("loss_start", LossStart, "target_ids", TargetIds.Length);
        }
    }
}
