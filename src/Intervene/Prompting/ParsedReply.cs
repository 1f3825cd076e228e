using Intervene.Interventions;

namespace Intervene.Prompting;

/// <summary>What a model's reply proposes, or why it proposes nothing.</summary>
public sealed record ParsedReply
{
    /// <summary>The proposals in the order of writing, as the model wrote them: not yet checked against the attempt.</summary>
    public IReadOnlyList<ProposedStep> Proposals { get; init; } = [];

    /// <summary>The 1-based step of the first critical error, where the reply names one.</summary>
    public int? ErrorLocation { get; init; }

    /// <summary>Why there is no proposal; null where there is one.</summary>
    public RefusalReason? Refusal { get; init; }

    /// <summary>What was found instead, in words; what was left out beside the proposals.</summary>
    public string? Detail { get; init; }
}
