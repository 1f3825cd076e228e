using Intervene.Completions;
using Intervene.Statistics;

namespace Intervene.Filtering;

/// <summary>95 % intervals over problems: what is sampled of one problem stays together.</summary>
/// <remarks>
/// Where all problems have the same success, every resample is the same and the bootstrap says nothing of what further problems might show; a score
/// interval with a problem as one trial stands there instead.
/// </remarks>
internal static class ProblemIntervals
{
    /// <summary>The interval of a share.</summary>
    /// <param name="sums">One sum of shares a problem.</param>
    /// <param name="weights">How many shares each is the sum of.</param>
    /// <param name="key">The key of the resamples.</param>
    public static Interval OfShare(IReadOnlyList<double> sums, IReadOnlyList<double> weights, RandomKey key)
    {
        var interval = Bootstrap.ByProblem(sums, weights, key);
        return interval.High > interval.Low ? interval : Proportion.Wilson(Trials(sums, weights), sums.Count);
    }

    /// <summary>The interval of the difference second − first of two shares of the same problems.</summary>
    /// <param name="first">One sum of shares a problem.</param>
    /// <param name="second">One sum a problem, of as many shares.</param>
    /// <param name="weights">How many shares each is the sum of.</param>
    /// <param name="key">The key of the resamples.</param>
    public static Interval OfDifference(IReadOnlyList<double> first, IReadOnlyList<double> second, IReadOnlyList<double> weights, RandomKey key)
    {
        var interval = Bootstrap.ByProblem([.. second.Zip(first, (with, without) => with - without)], weights, key);
        return interval.High > interval.Low ? interval
            : Proportion.NewcombeDifference(Trials(first, weights), first.Count, Trials(second, weights), second.Count);
    }

    /// <summary>The share as successes among as many trials as problems.</summary>
    private static double Trials(IReadOnlyList<double> sums, IReadOnlyList<double> weights) =>
        sums.Count == 0 ? 0 : Math.Clamp(sums.Sum() / weights.Sum() * sums.Count, 0, sums.Count);
}
