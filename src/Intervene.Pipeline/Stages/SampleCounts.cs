using System.Collections.Immutable;
using Intervene.Rollouts;

namespace Intervene.Pipeline.Stages;

/// <summary>A problem's samples, counted.</summary>
/// <param name="Samples">Samples.</param>
/// <param name="Graded">Those that have a grade.</param>
/// <param name="Correct">Those that earned the reward.</param>
/// <param name="Tokens">Their tokens together.</param>
/// <param name="Truncated">Those that ended at a limit.</param>
/// <param name="Counted">Samples by verdict.</param>
internal readonly record struct SampleCounts(int Samples, int Graded, int Correct, long Tokens, int Truncated, ImmutableSortedDictionary<string, int>? Counted)
{
    /// <summary>Samples by verdict.</summary>
    public IReadOnlyDictionary<string, int> Verdicts => Counted ?? ImmutableSortedDictionary<string, int>.Empty;

    /// <summary>Counts one more.</summary>
    public static SampleCounts operator +(SampleCounts counts, GradedSample sample)
    {
        var verdicts = counts.Counted ?? ImmutableSortedDictionary.Create<string, int>(StringComparer.Ordinal);
        return new SampleCounts(
            counts.Samples + 1, counts.Graded + (sample.Reward is null ? 0 : 1), counts.Correct + (sample.Reward > 0 ? 1 : 0), counts.Tokens + sample.TokenIds.Length,
            counts.Truncated + (sample.FinishReason != Completions.FinishReason.Stop ? 1 : 0),
            verdicts.SetItem(sample.Verdict, verdicts.GetValueOrDefault(sample.Verdict) + 1));
    }
}
