namespace Intervene.Interventions;

/// <summary>An oracle's answer: corrected steps, or the counted reason why there is none.</summary>
public sealed record OracleReply
{
    /// <summary>The corrected steps, possibly none.</summary>
    public IReadOnlyList<ProposedStep> Proposals { get; init; } = [];

    /// <summary>The 1-based number of the step that holds the first error; null where none was found. It can be known without a correction.</summary>
    public int? ErrorLocation { get; init; }

    /// <summary>Why there is no proposal; null where there is one.</summary>
    public RefusalReason? Refusal { get; init; }

    /// <summary>The reason in words: what was checked and what contradicts what.</summary>
    public string? Detail { get; init; }

    /// <summary>A model's reply as it came.</summary>
    public string? RawText { get; init; }

    /// <summary>SHA-256 of the prompt's text, where a model was asked.</summary>
    public string? PromptHash { get; init; }

    /// <summary>What the reply cost.</summary>
    public OracleUsage? Usage { get; init; }

    /// <summary>A reply without a proposal.</summary>
    /// <param name="reason">Why.</param>
    /// <param name="detail">The reason in words.</param>
    public static OracleReply Refused(RefusalReason reason, string? detail = null) => new() { Refusal = reason, Detail = detail };
}
