using Intervene.Statistics;

namespace Intervene.Filtering;

/// <summary>The intervention's accuracy minus a control's.</summary>
/// <param name="Control">The control arm.</param>
/// <param name="Difference">The difference of accuracies.</param>
/// <param name="Interval">Newcombe's 95 % interval.</param>
public sealed record ArmLift(GuidedArm Control, double Difference, Interval Interval);
