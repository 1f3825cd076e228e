using Intervene.Examples;

namespace Intervene.Pipeline.Runs;

/// <summary>Tells an observer one thing at a time, whichever thread it comes from.</summary>
/// <param name="observer">The observer.</param>
internal sealed class OneAtATime(IRunObserver observer) : IRunObserver
{
    private readonly Lock _gate = new();

    public void Skipped(string stage, double seconds) => Tell(() => observer.Skipped(stage, seconds));

    public void Progressed(StageProgress progress) => Tell(() => observer.Progressed(progress));

    public void Finished(string stage, TimeSpan elapsed) => Tell(() => observer.Finished(stage, elapsed));

    public void Said(string? stage, string text) => Tell(() => observer.Said(stage, text));

    public void Shown(string stage, TrainingExample example, string model) => Tell(() => observer.Shown(stage, example, model));

    private void Tell(Action what)
    {
        lock (_gate)
        {
            what();
        }
    }
}
