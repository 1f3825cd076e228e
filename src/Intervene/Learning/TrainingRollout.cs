using System.Text.Json.Serialization;
using Intervene.Completions;
using Intervene.Files;

namespace Intervene.Learning;

/// <summary>A line of <c>07-rl/rollouts/step-….jsonl</c>: a rollout of a training step and what the update made of it.</summary>
public sealed record TrainingRollout : IJsonOnDeserialized
{
    /// <summary>The format that this program writes and reads.</summary>
    public const int CurrentFormat = 2;

    /// <summary>Version of the record's format.</summary>
    public int FormatVersion { get; init; } = CurrentFormat;

    /// <summary>The problem.</summary>
    public required string ProblemId { get; init; }

    /// <summary>The group's number within the step.</summary>
    public required int Group { get; init; }

    /// <summary>The prompt's token ids.</summary>
    public required int[] PromptIds { get; init; }

    /// <summary>The share of the problem's solution that the prompt reveals, 0 … 1.</summary>
    public double Revealed { get; init; }

    /// <summary>How many of the prompt's last tokens begin the response and were graded with it; null where none did.</summary>
    public int? BegunTokens { get; init; }

    /// <summary>What was sampled.</summary>
    public required Completion Completion { get; init; }

    /// <summary>The completion's text, special tokens skipped.</summary>
    public required string Text { get; init; }

    /// <summary>The verifier's reward.</summary>
    public required double Score { get; init; }

    /// <summary>The verifier's outcome.</summary>
    public required string Verdict { get; init; }

    /// <summary>The reward that the advantage is made of: the score, or what the truncation policy makes of it.</summary>
    public required double Reward { get; init; }

    /// <summary>The advantage of its tokens.</summary>
    public required double Advantage { get; init; }

    /// <summary>Whether its tokens have no loss.</summary>
    public required bool Masked { get; init; }

    /// <summary>The weights that sampled it.</summary>
    public required string WeightVersion { get; init; }

    void IJsonOnDeserialized.OnDeserialized()
    {
        RecordRule.RequireIds("prompt_ids", PromptIds);
    }
}
