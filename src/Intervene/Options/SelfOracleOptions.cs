namespace Intervene.Options;

/// <summary>
/// The policy itself, in two turns: it solves the problem with the reference at hand, then checks its own attempt (paper, appendix H).
/// </summary>
public sealed record SelfOracleOptions : ModelOracleOptions
{
    /// <summary>
    /// A server that has the policy, e.g. <c>intervene serve</c>; null: what the run samples on, <c>propose.engine</c> or <c>engine</c>.
    /// </summary>
    public string? Endpoint { get; init; }

    /// <summary>The policy's name at the server; null without an endpoint.</summary>
    public string? Model { get; init; }

    /// <summary>The prompt: <c>self</c>, <c>self-correct</c>, <c>replacement-list</c>, or a file of your own.</summary>
    public string Prompt { get; init; } = "self";
}
