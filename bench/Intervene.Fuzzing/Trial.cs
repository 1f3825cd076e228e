using System.Diagnostics;

namespace Intervene.Fuzzing;

/// <summary>What became of one input.</summary>
/// <param name="Outcome">What the target said, <c>refused</c>, or of a failure its reason.</param>
/// <param name="Elapsed">The time that it took.</param>
/// <param name="Fault">What went wrong; null for an input that was read or refused.</param>
public sealed record Trial(string Outcome, TimeSpan Elapsed, string? Fault)
{
    private const int LongestMessage = 20_000;
    private const long MostBytes = 4L << 30;
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(10);

    /// <summary>Has an input read.</summary>
    public static Trial Of(FuzzTarget target, string input)
    {
        var (watch, before) = (Stopwatch.StartNew(), GC.GetAllocatedBytesForCurrentThread());
        try
        {
            var outcome = target.Read(input);
            return Bounded(outcome, watch.Elapsed, GC.GetAllocatedBytesForCurrentThread() - before);
        }
        catch (InterveneException fault) when (fault.Message.Trim().Length is > 0 and <= LongestMessage)
        {
            return Bounded("refused", watch.Elapsed, GC.GetAllocatedBytesForCurrentThread() - before);
        }
        catch (Exception fault)
        {
            return new Trial(fault.GetType().Name, watch.Elapsed, fault.ToString());
        }
    }

    private static Trial Bounded(string outcome, TimeSpan elapsed, long bytes) =>
        elapsed > Longest ? new Trial("slow", elapsed, $"{outcome} after {elapsed.TotalSeconds:F1} s; at most {Longest.TotalSeconds:F0} s")
        : bytes > MostBytes ? new Trial("large", elapsed, $"{outcome} after {bytes >> 20} MiB; at most {MostBytes >> 20} MiB")
        : new Trial(outcome, elapsed, null);
}
