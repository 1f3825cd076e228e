using System.Diagnostics;
using System.Globalization;
using static TorchSharp.torch;

namespace Intervene.Benchmarks;

/// <summary>
/// Times work in turns with a 1024³ float32 GEMM and gives it in GFLOP of that GEMM's time: machines and their load differ, the ratio hardly does.
/// Wall-clock time counts what others take from the machine, processor time only what the process itself spends.
/// </summary>
internal sealed class GemmClock : IDisposable
{
    private const double GemmGflop = 2.0 * 1024 * 1024 * 1024 / 1e9;
    private readonly Tensor _a = ones(1024, 1024).DetachFromDisposeScope();
    private readonly Tensor _b = ones(1024, 1024).DetachFromDisposeScope();
    private readonly List<Sample> _samples = [];

    /// <summary>Runs work once, between two GEMMs; the first call only warms up.</summary>
    public void Time(Action work)
    {
        var before = Gemm();
        var (wall, processor) = Measure(work);
        var after = Gemm();
        Add(wall, processor, (before.Wall + after.Wall) / 2, (before.Processor + after.Processor) / 2);
    }

    /// <summary>Adds a measurement made elsewhere, beside its GEMM.</summary>
    public void Add(double wall, double processor, double gemmWall, double gemmProcessor) =>
        _samples.Add(new Sample(wall, wall / gemmWall * GemmGflop, processor / gemmProcessor * GemmGflop));

    /// <summary>Seconds of one GEMM, wall-clock and processor: the medians of five.</summary>
    public (double Wall, double Processor) Gemm()
    {
        (double Wall, double Processor)[] times = [.. Enumerable.Range(0, 5).Select(_ => Measure(() => _a.mm(_b).Dispose()))];
        return (times.Select(t => t.Wall).Order().ElementAt(2), times.Select(t => t.Processor).Order().ElementAt(2));
    }

    /// <summary>Prints the medians without the first; <paramref name="tokens"/> and <paramref name="gflop"/> are those of one run.</summary>
    public void Report(string what, double tokens, double gflop)
    {
        var rest = _samples.Skip(1).ToArray();
        double seconds = Median(rest, s => s.Seconds), wall = Median(rest, s => s.Wall), processor = Median(rest, s => s.Processor);
        var share = gflop > 0 ? string.Create(CultureInfo.InvariantCulture, $"; {gflop / processor:P0} of the GEMM's rate") : "";
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{what,-34} {seconds * 1e3,8:F1} ms {tokens / seconds,9:N0} tok/s {wall,8:F1} GFLOP of GEMM wall time {processor,8:F1} of its processor time{share}"));
    }

    public void Dispose()
    {
        _a.Dispose();
        _b.Dispose();
    }

    /// <summary>Wall-clock and processor seconds of some work.</summary>
    public static (double Wall, double Processor) Measure(Action work)
    {
        using var process = Process.GetCurrentProcess();
        var start = process.TotalProcessorTime;
        var watch = Stopwatch.StartNew();
        work();
        var wall = watch.Elapsed.TotalSeconds;
        process.Refresh();
        return (wall, (process.TotalProcessorTime - start).TotalSeconds);
    }

    private static double Median(IEnumerable<Sample> all, Func<Sample, double> value)
    {
        var sorted = all.Select(value).Order().ToArray();
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }

    private readonly record struct Sample(double Seconds, double Wall, double Processor);
}
