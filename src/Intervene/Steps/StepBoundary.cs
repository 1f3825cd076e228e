namespace Intervene.Steps;

/// <summary>A place where a step ends and the next begins.</summary>
/// <param name="At">The place, in bytes of the text.</param>
/// <param name="Before">
/// Whether the place is the next step's first letter, so that blanks before it may stand in the same token; else a token that reaches over the
/// place ends the step.
/// </param>
internal readonly record struct StepBoundary(int At, bool Before);
