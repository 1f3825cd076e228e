using System.Text.Json.Serialization;
using Intervene.Files;

namespace Intervene.Completions;

/// <summary>What a completer sampled after a prompt. Tokens are the record; text is a view of them.</summary>
public sealed record Completion : IJsonOnDeserialized
{
    /// <summary>The sample's index within its problem and stage.</summary>
    public required int Sample { get; init; }

    /// <summary>The sampled token ids, a closing stop token included.</summary>
    public required int[] TokenIds { get; init; }

    /// <summary>
    /// The sampler's log-probability of each token under the logits divided by the temperature, before top-k, top-p and min-p
    /// (at temperature 0: the undivided logits). As long as <see cref="TokenIds"/>.
    /// </summary>
    public required float[] SamplerLogProbs { get; init; }

    /// <summary>Why it ended.</summary>
    public required FinishReason FinishReason { get; init; }

    /// <summary>
    /// The server that sampled it: kind, version and address, e.g. <c>vllm 0.26.0 http://node1:8000</c>; null for this program's engine.
    /// </summary>
    public string? Server { get; init; }

    void IJsonOnDeserialized.OnDeserialized()
    {
        RecordRule.RequireIds("token_ids", TokenIds);
        if (RecordRule.IsThere(TokenIds) && RecordRule.IsThere(SamplerLogProbs))
        {
            RecordRule.Require(
                SamplerLogProbs.Length == TokenIds.Length,
                $"sampler_log_probs has {SamplerLogProbs.Length} numbers for {TokenIds.Length} tokens; expected one a token.");
        }
    }
}
