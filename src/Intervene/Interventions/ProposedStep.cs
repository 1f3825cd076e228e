namespace Intervene.Interventions;

/// <summary>A corrected step as an oracle gives it.</summary>
/// <param name="Content">The step's text in the attempt's voice.</param>
/// <param name="Location">The 1-based number of the step that it replaces: the wrong one, or one before or after it.</param>
public sealed record ProposedStep(string Content, int Location);
