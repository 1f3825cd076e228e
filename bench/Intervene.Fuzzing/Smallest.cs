using System.Diagnostics;

namespace Intervene.Fuzzing;

/// <summary>Makes a failing input small: takes out pieces, halves first, as long as it fails in the same way.</summary>
public static class Smallest
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>The smallest input found.</summary>
    /// <param name="target">The kind of input.</param>
    /// <param name="input">An input that fails.</param>
    /// <param name="reason">How it fails.</param>
    public static string Of(FuzzTarget target, string input, string reason)
    {
        var watch = Stopwatch.StartNew();
        for (var size = input.Length / 2; size > 0 && watch.Elapsed < Patience;)
        {
            var shorter = Shorter(target, input, reason, size, watch);
            size = shorter is null ? size / 2 : Math.Min(size, shorter.Length / 2);
            input = shorter ?? input;
        }

        return input;
    }

    private static string? Shorter(FuzzTarget target, string input, string reason, int size, Stopwatch watch)
    {
        for (var at = 0; at < input.Length && watch.Elapsed < Patience; at += size)
        {
            var without = input.Remove(at, Math.Min(size, input.Length - at));
            if (Trial.Of(target, without) is { Fault: not null } trial && trial.Outcome == reason)
            {
                return without;
            }
        }

        return null;
    }
}
