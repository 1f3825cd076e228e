using System.Globalization;

namespace Intervene.Benchmarks;

/// <summary>Options of the benchmarks' command lines, and how they time.</summary>
internal static class Arguments
{
    /// <summary>The number after <paramref name="name"/>.</summary>
    public static int Number(string[] args, string name, int fallback) =>
        Array.IndexOf(args, name) is >= 0 and var at && at + 1 < args.Length ? int.Parse(args[at + 1], CultureInfo.InvariantCulture) : fallback;

    /// <summary>Processor seconds that some work costs.</summary>
    public static double Processor(Action work) => GemmClock.Measure(work).Processor;

    /// <summary>The median without the first, which warms up.</summary>
    public static double Median(IEnumerable<double> seconds)
    {
        var sorted = seconds.Skip(1).Order().ToArray();
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }
}
