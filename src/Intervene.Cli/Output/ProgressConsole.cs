using System.Diagnostics;
using System.Globalization;
using Intervene.Runs;
using Spectre.Console;

namespace Intervene.Cli.Output;

/// <summary>One progress line a stage: done, total, time left and the stage's own number. On a terminal the line renews itself, elsewhere it is printed now and then.</summary>
internal sealed class ProgressConsole : IProgress<StageProgress>
{
    private static readonly TimeSpan Renewal = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan PrintedEvery = TimeSpan.FromSeconds(15);
    private readonly bool _interactive = !Console.IsOutputRedirected;
    private EtaEstimator _eta = new();
    private Stopwatch _watch = new();
    private TimeSpan _shown;
    private string _stage = "";
    private StageProgress _last;

    /// <summary>Whether a log gets a line for every reading; a terminal renews its line at its own pace.</summary>
    public bool EveryReading { get; set; }

    /// <summary>Prints a line of its own.</summary>
    public void Say(string line) => Console.WriteLine(_interactive ? $"\r{line}\u001b[K" : line);

    /// <summary>Takes a reading of the running stage.</summary>
    public void Report(StageProgress value)
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

        if (!(EveryReading && !_interactive) && _shown != TimeSpan.MinValue && _watch.Elapsed - _shown < (_interactive ? Renewal : PrintedEvery))
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

    /// <summary>Prints a line of its own within a stage.</summary>
    public void Say(string name, string text)
    {
        Console.WriteLine((_interactive ? "\r" : "") + $"{name,-18} {text}" + (_interactive ? "\u001b[K" : ""));
        _shown = TimeSpan.MinValue;
    }

    /// <summary>Ends a stage's line.</summary>
    public void Finish(string name, TimeSpan took)
    {
        var line = Line(_last with { Stage = name, Done = _last.Stage == name ? _last.Done : 0, Total = _last.Stage == name ? _last.Total : 0, Note = _last.Stage == name ? _last.Note : "" }, Text(took));
        Say(line);
        _stage = "";
    }

    /// <summary>Prints a stage that an earlier process finished.</summary>
    public static void Skipped(string name, double seconds) =>
        AnsiConsole.MarkupLineInterpolated($"[grey]{name,-22} done before, {Text(TimeSpan.FromSeconds(seconds))}[/]");

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
