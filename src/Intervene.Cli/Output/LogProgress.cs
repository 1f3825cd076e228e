using System.Globalization;
using Intervene.Pipeline.Runs;

namespace Intervene.Cli.Output;

/// <summary>Progress for a log: lines with the time of day; of a stage its start, its end, and in between a line now and then.</summary>
/// <param name="writer">Where the lines go.</param>
/// <param name="clock">Tells the time.</param>
internal sealed class LogProgress(TextWriter writer, TimeProvider clock) : RunProgress
{
    private static readonly TimeSpan UpdatesEvery = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan OthersEvery = TimeSpan.FromSeconds(15);
    private EtaEstimator _eta = new();
    private long _began;
    private long? _written;
    private StageProgress _last;

    public override void Said(string? stage, string text) => Write(stage is null ? text : $"{stage,-22} {text}");

    public override void Progressed(StageProgress progress)
    {
        if (progress.Stage != _last.Stage)
        {
            (_eta, _began, _written) = (new EtaEstimator(), clock.GetTimestamp(), null);
        }

        _last = progress;
        var left = _eta.Observe(clock.GetElapsedTime(_began), progress.Done, progress.Total);
        if (progress.Total == 0 || (_written is { } before && clock.GetElapsedTime(before) < (progress.IsUpdate ? UpdatesEvery : OthersEvery)))
        {
            return; // there is nothing to say yet, or something was said just now
        }

        _written = clock.GetTimestamp();
        Write(ProgressText.Line(progress, left is { } time ? $"{ProgressText.Time(time)} left" : ""));
    }

    public override void Finished(string stage, TimeSpan elapsed)
    {
        Write(ProgressText.Line(_last.Stage == stage ? _last : new StageProgress(stage, 0, 0, ""), ProgressText.Time(elapsed)) + " done");
        _last = default;
    }

    public override void Skipped(string stage, double seconds) =>
        Write($"{stage,-22} done before, {ProgressText.Time(TimeSpan.FromSeconds(seconds))}");

    protected override void Shown(string stage, RenderedExample example)
    {
        Said(stage, example.Title);
        Said(stage, example.Line());
    }

    private void Write(string line) => writer.WriteLine($"{clock.GetLocalNow().ToString("HH:mm:ss", CultureInfo.InvariantCulture)} {line}");
}
