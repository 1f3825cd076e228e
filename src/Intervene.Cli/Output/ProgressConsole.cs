using System.Diagnostics;
using System.Globalization;
using Intervene.Examples;
using Intervene.Pipeline.Runs;
using Intervene.Text;
using Spectre.Console;

namespace Intervene.Cli.Output;

/// <summary>One progress line a stage: done, total, time left and the stage's own number. On a terminal the line renews itself, elsewhere it is printed now and then.</summary>
internal sealed class ProgressConsole : IRunObserver
{
    private static readonly TimeSpan Renewal = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan PrintedEvery = TimeSpan.FromSeconds(15);
    private readonly bool _interactive = !Console.IsOutputRedirected;
    private EtaEstimator _eta = new();
    private Stopwatch _watch = new();
    private TimeSpan _shown;
    private string _stage = "";
    private StageProgress _last;
    private Tokenizer? _tokenizer;

    /// <inheritdoc/>
    public void Said(string? stage, string text)
    {
        var line = stage is null ? text : $"{stage,-18} {text}";
        Console.WriteLine(_interactive ? $"\r{line}\u001b[K" : line);
        _shown = TimeSpan.MinValue;
    }

    /// <inheritdoc/>
    public void Shown(string stage, TrainingExample example, string model)
    {
        var rendered = RenderedExample.Of(example, _tokenizer ??= Tokenizer.Load(model));
        Said(stage, rendered.Title);
        Said(stage, rendered.Line(RenderedExample.ShowsColours(AnsiConsole.Console)));
    }

    /// <inheritdoc/>
    public void Progressed(StageProgress value)
    {
        if (value.Stage != _stage)
        {
            _stage = value.Stage;
            _eta = new EtaEstimator();
            _watch = Stopwatch.StartNew();
            _shown = TimeSpan.MinValue;
        }

        _last = value;
        var left = _eta.Observe(_watch.Elapsed, value.Done, value.Total);
        if (!_interactive && value.Total == 0)
        {
            return; // a log has no use for a stage that has nothing to say yet
        }

        if (!(value.IsUpdate && !_interactive) && _shown != TimeSpan.MinValue && _watch.Elapsed - _shown < (_interactive ? Renewal : PrintedEvery))
        {
            return;
        }

        _shown = _watch.Elapsed;
        var line = Line(value, left is { } time ? $"{Text(time)} left" : "");
        if (_interactive)
        {
            Console.Write($"\r{line}\u001b[K");
        }
        else
        {
            Console.WriteLine(line);
        }
    }

    /// <inheritdoc/>
    public void Finished(string stage, TimeSpan elapsed)
    {
        Said(null, Line(_last.Stage == stage ? _last : new StageProgress(stage, 0, 0, ""), Text(elapsed)));
        _stage = "";
    }

    /// <inheritdoc/>
    public void Skipped(string stage, double seconds) =>
        AnsiConsole.MarkupLineInterpolated($"[grey]{stage,-22} done before, {Text(TimeSpan.FromSeconds(seconds))}[/]");

    private static string Line(StageProgress value, string time) => string.Create(
        CultureInfo.InvariantCulture, $"{value.Stage,-22} {Bar(value)} {value.Done,6}/{value.Total,-6} {time,-12} {value.Note}");

    private static string Bar(StageProgress value)
    {
        const int width = 20;
        var filled = value.Total <= 0 ? width : (int)Math.Clamp(width * value.Done / value.Total, 0, width);
        return new string('━', filled) + new string('─', width - filled);
    }

    private static string Text(TimeSpan time) => time.TotalHours >= 1
        ? string.Create(CultureInfo.InvariantCulture, $"{(int)time.TotalHours}:{time.Minutes:D2}:{time.Seconds:D2}")
        : string.Create(CultureInfo.InvariantCulture, $"{time.Minutes}:{time.Seconds:D2}");
}
