using Intervene.Interventions;

namespace Intervene.Filtering;

/// <summary>How many rollouts or proposed steps gave no intervention for one reason.</summary>
/// <param name="Reason">The reason.</param>
/// <param name="Count">The rollouts.</param>
public sealed record RefusalCount(RefusalReason Reason, int Count);
