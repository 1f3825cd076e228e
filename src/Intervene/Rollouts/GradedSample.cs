using System.Text.Json.Serialization;
using Intervene.Completions;
using Intervene.Files;

namespace Intervene.Rollouts;

/// <summary>A line of <c>01-samples.jsonl</c> or <c>08-samples.jsonl</c>: what was sampled and what it earned. Counts are a view of these.</summary>
public sealed record GradedSample : IJsonOnDeserialized
{
    /// <summary>Version of the record's format.</summary>
    public int FormatVersion { get; init; } = 1;

    /// <summary>The policy, e.g. <c>base</c>, <c>sft</c> or <c>rl</c>.</summary>
    public required string Policy { get; init; }

    /// <summary>The problem.</summary>
    public required string ProblemId { get; init; }

    /// <summary>The sample's index.</summary>
    public required int Sample { get; init; }

    /// <summary>The sampled token ids, a closing stop token included.</summary>
    public required int[] TokenIds { get; init; }

    /// <summary>Why it ended.</summary>
    public required FinishReason FinishReason { get; init; }

    /// <summary>
    /// The server that sampled it: kind, version and address, e.g. <c>vllm 0.26.0 http://node1:8000</c>; null for this program's engine.
    /// </summary>
    public string? Server { get; init; }

    /// <summary>1 for a correct final answer, else 0, or what a verifier of the user\'s gave; null where it failed.</summary>
    public double? Reward { get; init; }

    /// <summary>The verifier's outcome.</summary>
    public required string Verdict { get; init; }

    /// <summary>What the verifier took for the answer; null where it took none or does not say.</summary>
    public string? Answer { get; init; }

    /// <summary>The weights that sampled it.</summary>
    public required string WeightVersion { get; init; }

    void IJsonOnDeserialized.OnDeserialized()
    {
        RecordRule.RequireIds("token_ids", TokenIds);
    }
}
