namespace Intervene.Filtering;

/// <summary>How often continuations of one intervention, or of a control of it, were right.</summary>
/// <param name="Arm">What they were conditioned on.</param>
/// <param name="Correct">Right ones.</param>
/// <param name="Tries">Those that have a grade.</param>
public sealed record ArmSuccess(GuidedArm Arm, int Correct, int Tries);
