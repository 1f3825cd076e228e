using Intervene.Options;
using Intervene.Torch.Engine;

namespace Intervene.Serving.Models;

/// <summary>What a client asks to be sampled, whichever of the two calls it came by.</summary>
internal sealed record SamplingRequest
{
    /// <summary>The prompts' token ids.</summary>
    public required IReadOnlyList<int[]> Prompts { get; init; }

    /// <summary>Completions of each prompt.</summary>
    public required int SampleCount { get; init; }

    /// <summary>Makes the answer repeatable; null draws anew.</summary>
    public required long? Seed { get; init; }

    /// <summary>The distribution and where it ends.</summary>
    public required SamplingOptions Sampling { get; init; }

    /// <summary>Whether the answer holds the log-probability of each token.</summary>
    public required bool HasLogProbs { get; init; }

    /// <summary>The most probable tokens and the biases that it asks for.</summary>
    public required TokenOptions Tokens { get; init; }

    /// <summary>Whether the answer comes in events.</summary>
    public required bool IsStreamed { get; init; }

    /// <summary>Whether the last event counts the tokens.</summary>
    public required bool EndsWithUsage { get; init; }

    /// <summary>Whether the answer holds the token ids of prompt and completion.</summary>
    public required bool HasTokenIds { get; init; }

    /// <summary>Whether tokens beside log-probabilities are written as <c>token_id:N</c>.</summary>
    public required bool NamesTokensById { get; init; }

    /// <summary>Whether special tokens stay out of the text.</summary>
    public required bool SkipsSpecialTokens { get; init; }

    /// <summary>Whether the stop text that ended a completion stands in its text.</summary>
    public required bool KeepsStopText { get; init; }
}
