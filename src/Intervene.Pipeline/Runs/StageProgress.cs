namespace Intervene.Pipeline.Runs;

/// <summary>How far a stage is: what its progress line shows.</summary>
/// <param name="Stage">The stage, or stage and arm, e.g. <c>sft/int</c>.</param>
/// <param name="Done">Units done, those of earlier processes included.</param>
/// <param name="Total">Units in all.</param>
/// <param name="Note">The stage's own number, e.g. <c>12 hard</c>.</param>
/// <param name="IsUpdate">Whether the unit is an update of training, which a log shows one by one, instead of now and then.</param>
public readonly record struct StageProgress(string Stage, long Done, long Total, string Note, bool IsUpdate = false);
