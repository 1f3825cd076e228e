using Intervene.Prompting;
using Intervene.Remote.Chat;

namespace Intervene.Remote.Oracles;

/// <summary>How a model is asked for interventions.</summary>
public sealed record ModelOracleSettings
{
    /// <summary>The oracle's name, as artifacts record it.</summary>
    public required string Name { get; init; }

    /// <summary>The prompt.</summary>
    public required PromptTemplate Prompt { get; init; }

    /// <summary>The sampling.</summary>
    public required SampledChatOptions Sampling { get; init; }

    /// <summary>Replies an attempt: at least 1.</summary>
    public int Replies { get; init; } = 1;

    /// <summary>Conversations at a time: at least 1.</summary>
    public int Concurrency { get; init; } = 8;

    /// <summary>The most UTF-16 units of an attempt's steps.</summary>
    public int LongestAttempt { get; init; } = 200_000;

    /// <summary>Whether a longer attempt is shown without steps of its middle; else it is refused as <c>too_long</c>.</summary>
    public bool ShortenMiddle { get; init; }
}
