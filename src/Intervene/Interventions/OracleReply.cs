namespace Intervene.Interventions;

/// <summary>An oracle's answer: interventions, or the counted reason why there is none.</summary>
/// <param name="Interventions">The interventions, possibly none.</param>
/// <param name="Refusal">Why there is none, in snake_case, e.g. <c>no_reference</c>; null where there is one.</param>
public sealed record OracleReply(IReadOnlyList<Intervention> Interventions, string? Refusal);
