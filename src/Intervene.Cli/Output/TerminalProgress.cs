using System.Globalization;
using Intervene.Pipeline.Runs;
using Spectre.Console;

namespace Intervene.Cli.Output;

/// <summary>Progress on a terminal of any width: a live line of the running stage below what was said and done.</summary>
/// <param name="console">The terminal.</param>
internal sealed class TerminalProgress(IAnsiConsole console) : RunProgress
{
    private const int BarWidth = 20;
    private readonly TimeProvider _clock = TimeProvider.System;
    private EtaEstimator _eta = new();
    private long _began;
    private StageProgress _last;
    private volatile string _count = "", _left = "", _note = "";
    private (ProgressTask Task, TaskCompletionSource Done, Task Live)? _live;

    public override void Progressed(StageProgress progress)
    {
        if (_live is null || progress.Stage != _last.Stage)
        {
            Stop();
            (_eta, _began, _count, _left, _note) = (new EtaEstimator(), _clock.GetTimestamp(), "", "", "");
            _live = Start(progress.Stage);
        }

        _last = progress;
        var left = _eta.Observe(_clock.GetElapsedTime(_began), progress.Done, progress.Total);
        if (_live is { } live)
        {
            live.Task.MaxValue = Math.Max(1, progress.Total);
            live.Task.Value = progress.Done;
            _count = progress.Total == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"{progress.Done}/{progress.Total}");
            _left = left is { } time && progress.Total > 0 ? $"{ProgressText.Time(time)} left" : "";
            _note = TerminalText.OneLine(progress.Note);
        }
    }

    public override void Finished(string stage, TimeSpan elapsed)
    {
        var line = ProgressText.Line(_last.Stage == stage ? _last : new StageProgress(stage, 0, 0, ""), ProgressText.Time(elapsed));
        Stop();
        _last = default;
        Write(line, Style.Plain);
    }

    public override void Skipped(string stage, double seconds) =>
        Write($"{stage,-22} done before, {ProgressText.Time(TimeSpan.FromSeconds(seconds))}", new Style(Color.Grey));

    public override void Said(string? stage, string text) =>
        console.Write(new Spectre.Console.Text(TerminalText.Harmless(stage is null ? text : $"{stage,-22} {text}") + "\n"));

    public override void Dispose() => Stop();

    protected override void Shown(string stage, RenderedExample example)
    {
        Said(stage, example.Title);
        var (masked, supervised) = example.Short();
        console.Write(
            new Paragraph().Append($"{stage,-22} ").Append(masked, new Style(Color.Grey)).Append(supervised, new Style(Color.Green)).Append("\n"));
    }

    private void Write(string line, Style style) => console.Write(new Spectre.Console.Text(TerminalText.OneLine(line) + "\n", style).Ellipsis());

    /// <summary>Starts the live line; it renews itself until it is stopped.</summary>
    private (ProgressTask, TaskCompletionSource, Task)? Start(string stage)
    {
        var started = new TaskCompletionSource<ProgressTask>(TaskCreationOptions.RunContinuationsAsynchronously);
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var live = Task.Run(() => console.Progress().AutoClear(true).Columns(
            new TaskDescriptionColumn { Alignment = Justify.Left }, new ProgressBarColumn { Width = BarWidth },
            new StageColumn(() => _count), new StageColumn(() => _left), new StageColumn(() => _note)).StartAsync(async context =>
        {
            started.SetResult(context.AddTask(Markup.Escape(stage)));
            await done.Task.ConfigureAwait(false);
        }));
        Task.WaitAny(started.Task, live);
        return started.Task.IsCompletedSuccessfully ? (started.Task.Result, done, live) : null;
    }

    private void Stop()
    {
        if (_live is { } live)
        {
            live.Done.TrySetResult();
            live.Live.GetAwaiter().GetResult();
            _live = null;
        }
    }
}
