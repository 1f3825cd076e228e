using System.Globalization;

namespace Intervene.Benchmarks;

/// <summary>The process's resident memory as Linux counts it.</summary>
internal static class ResidentMemory
{
    /// <summary>By how many MB the resident memory rises above what it was, at most, while some work is done.</summary>
    public static double Rise(Action work)
    {
        var before = Status("VmRSS:");
        File.WriteAllText("/proc/self/clear_refs", "5"); // the peak starts anew
        work();
        return (Status("VmHWM:") - before) / 1024;
    }

    private static double Status(string name) => double.Parse(
        File.ReadLines("/proc/self/status").Single(line => line.StartsWith(name, StringComparison.Ordinal))
            .Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2], CultureInfo.InvariantCulture);
}
