using System.Globalization;

namespace Intervene.Benchmarks;

/// <summary>Options of the benchmarks' command lines.</summary>
internal static class Arguments
{
    /// <summary>The number after <paramref name="name"/>.</summary>
    public static int Number(string[] args, string name, int fallback) =>
        Array.IndexOf(args, name) is >= 0 and var at && at + 1 < args.Length ? int.Parse(args[at + 1], CultureInfo.InvariantCulture) : fallback;
}
