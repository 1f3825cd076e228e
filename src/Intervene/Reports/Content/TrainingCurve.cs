namespace Intervene.Reports.Content;

/// <summary>An arm's reinforcement learning, step by step (paper, Figures 8 and 9).</summary>
/// <param name="Arm">The arm's title as readers see it; the same as in <see cref="PassAtKCurve.Arm"/>.</param>
/// <param name="Points">The steps, ascending.</param>
public sealed record TrainingCurve(string Arm, IReadOnlyList<TrainingPoint> Points);
