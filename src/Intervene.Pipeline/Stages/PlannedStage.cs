namespace Intervene.Pipeline.Stages;

/// <summary>What a command will do with a stage, and why.</summary>
/// <param name="Stage">The stage.</param>
/// <param name="Status">Where it stands.</param>
/// <param name="Reasons">Why it is not done, e.g. <c>evaluate.samples: 32 then, 64 now</c>.</param>
/// <param name="SecondsLost">Seconds of recorded work that doing it anew throws away.</param>
public sealed record PlannedStage(Stage Stage, StageStatus Status, IReadOnlyList<string> Reasons, double SecondsLost)
{
    /// <summary>Whether the command works on it.</summary>
    public bool IsWork => Status is StageStatus.Stale or StageStatus.Damaged or StageStatus.Begun or StageStatus.ToDo;
}
