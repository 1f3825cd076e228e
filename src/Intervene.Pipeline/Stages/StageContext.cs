using Intervene.Pipeline.Runs;

namespace Intervene.Pipeline.Stages;

/// <summary>What a running stage has: the run, whom to tell, and when to stop.</summary>
/// <param name="Run">The run.</param>
/// <param name="Stage">The stage's name.</param>
/// <param name="Cancellation">Ends the work between two records.</param>
public sealed record StageContext(RunSession Run, string Stage, CancellationToken Cancellation)
{
    /// <summary>Reports how far the stage is.</summary>
    /// <param name="done">Units done, those of earlier processes included.</param>
    /// <param name="total">Units in all.</param>
    /// <param name="note">The stage's own number.</param>
    /// <param name="isUpdate">Whether the unit is an update of training.</param>
    public void Report(long done, long total, string note, bool isUpdate = false) =>
        Run.Observer.Progressed(new StageProgress(Stage, done, total, note, isUpdate));

    /// <summary>Says something to know.</summary>
    /// <param name="text">One line.</param>
    public void Say(string text) => Run.Observer.Said(Stage, text);
}
