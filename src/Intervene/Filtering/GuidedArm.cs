namespace Intervene.Filtering;

/// <summary>What guided rollouts are conditioned on: the intervention and its controls (paper, Tables 1 and 6).</summary>
public enum GuidedArm
{
    /// <summary>The problem alone.</summary>
    Problem,

    /// <summary>The problem and the rollout's steps before the error.</summary>
    Prefix,

    /// <summary>The prefix and the rollout's own wrong step.</summary>
    WrongStep,

    /// <summary>The prefix and the intervention.</summary>
    Intervention,
}
