namespace Intervene.Filtering;

/// <summary>How many rollouts got no intervention for one reason.</summary>
/// <param name="Reason">The reason, in snake_case.</param>
/// <param name="Count">The rollouts.</param>
public sealed record RefusalCount(string Reason, int Count);
