using Intervene.Statistics;

namespace Intervene.Filtering;

/// <summary>The intervention's accuracy minus a control's, paired by problem.</summary>
/// <param name="Control">The control arm.</param>
/// <param name="Problems">The problems that both were sampled of.</param>
/// <param name="Difference">The difference of accuracies.</param>
/// <param name="Interval">Its 95 % interval over problems: rollouts of a problem stay together.</param>
public sealed record ArmLift(GuidedArm Control, int Problems, double Difference, Interval Interval);
