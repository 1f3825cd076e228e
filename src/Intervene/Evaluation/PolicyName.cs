namespace Intervene.Evaluation;

/// <summary>A policy among all that a run evaluated.</summary>
/// <param name="Arm">The arm's title.</param>
/// <param name="Policy">Which policy of the arm: <c>base</c>, <c>sft</c> or <c>rl</c>.</param>
public readonly record struct PolicyName(string Arm, string Policy);
