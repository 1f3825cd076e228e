namespace Intervene.Interventions;

/// <summary>One corrected step (paper, section 4.1).</summary>
/// <param name="Content">The corrected step's text, in the voice of the rollout, without blank lines around it.</param>
/// <param name="Location">The 1-based number of the step that it replaces; the steps before it are kept.</param>
public sealed record Intervention(string Content, int Location);
