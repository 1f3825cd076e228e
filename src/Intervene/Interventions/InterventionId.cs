namespace Intervene.Interventions;

/// <summary>Names an intervention: two proposals for one attempt are two interventions.</summary>
/// <param name="ProblemId">The problem.</param>
/// <param name="Sample">The rollout's sample index.</param>
/// <param name="Number">The proposal's number among those of the rollout, 0-based.</param>
public readonly record struct InterventionId(string ProblemId, int Sample, int Number)
{
    /// <summary>E.g. <c>gsm8k-train-17/3/0</c>.</summary>
    public override string ToString() => $"{ProblemId}/{Sample}/{Number}";
}
