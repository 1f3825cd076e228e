using Intervene.Evaluation;

namespace Intervene.Reports.Content;

/// <summary>What a policy did on a split.</summary>
/// <param name="Name">The policy.</param>
/// <param name="Summary">Its numbers.</param>
public sealed record PolicyOutcome(PolicyName Name, PolicySummary Summary);
