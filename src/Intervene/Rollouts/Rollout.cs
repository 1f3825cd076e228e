using System.Text.Json.Serialization;
using Intervene.Completions;
using Intervene.Files;

namespace Intervene.Rollouts;

/// <summary>A line of <c>02-rollouts.jsonl</c>: a graded completion of a problem by the policy.</summary>
public sealed record Rollout : IJsonOnDeserialized
{
    /// <summary>Version of the record's format.</summary>
    public int FormatVersion { get; init; } = 1;

    /// <summary>The problem.</summary>
    public required string ProblemId { get; init; }

    /// <summary>The prompt's token ids.</summary>
    public required int[] PromptIds { get; init; }

    /// <summary>What was sampled.</summary>
    public required Completion Completion { get; init; }

    /// <summary>The completion's text, special tokens skipped: a view for readers and the verifier.</summary>
    public required string Text { get; init; }

    /// <summary>1 for a correct final answer, else 0, or what a verifier of the user\'s gave; null where it failed.</summary>
    public double? Reward { get; init; }

    /// <summary>The verifier's outcome: <c>correct, wrong, no_answer, unparsable, out_of_fuel</c>.</summary>
    public required string Verdict { get; init; }

    /// <summary>The weights that sampled it.</summary>
    public required string WeightVersion { get; init; }

    void IJsonOnDeserialized.OnDeserialized()
    {
        RecordRule.RequireIds("prompt_ids", PromptIds);
    }
}
