using System.Collections.Immutable;
using Intervene.Completions;
using Intervene.Rollouts;

namespace Intervene.Pipeline.Stages;

/// <summary>A problem's samples, counted.</summary>
/// <param name="Samples">Samples.</param>
/// <param name="Graded">Those that have a grade.</param>
/// <param name="Correct">Those that earned the reward.</param>
/// <param name="Tokens">Their tokens together.</param>
/// <param name="Truncated">Graded ones that ended at a limit.</param>
/// <param name="Counted">Samples by verdict.</param>
/// <param name="WrongAnswers">Wrong samples by their answer.</param>
/// <param name="Untold">Wrong samples of which the verifier does not say what it took for the answer.</param>
internal readonly record struct SampleCounts(
    int Samples, int Graded, int Correct, long Tokens, int Truncated, ImmutableSortedDictionary<string, int>? Counted,
    ImmutableSortedDictionary<string, int>? WrongAnswers, int Untold)
{
    private static readonly ImmutableSortedDictionary<string, int> None = ImmutableSortedDictionary.Create<string, int>(StringComparer.Ordinal);

    /// <summary>Samples by verdict.</summary>
    public IReadOnlyDictionary<string, int> Verdicts => Counted ?? None;

    /// <summary>Samples that give the most frequent wrong answer; null where that is not known of all.</summary>
    public int? RivalVotes => Untold > 0 ? null : (WrongAnswers ?? None).Values.DefaultIfEmpty().Max();

    /// <summary>Samples that have a grade, where there is one at least.</summary>
    /// <param name="whose">Whose samples they are, for the message.</param>
    /// <param name="then">What to do, for the message.</param>
    /// <exception cref="InterveneException">The verifier graded none.</exception>
    public int RequireGraded(string whose, string then) => Graded > 0 ? Graded : throw new InterveneException(
        $"{whose}: none of {Samples} samples has a grade: the verifier failed ({string.Join(", ", Verdicts.Keys)}). {then}");

    /// <summary>Counts one more.</summary>
    public static SampleCounts operator +(SampleCounts counts, GradedSample sample) => new(
        counts.Samples + 1, counts.Graded + (sample.Reward is null ? 0 : 1), counts.Correct + (sample.Reward > 0 ? 1 : 0),
        counts.Tokens + sample.TokenIds.Length,
        counts.Truncated + (sample.Reward is not null && sample.FinishReason != FinishReason.Stop ? 1 : 0), Add(counts.Counted, sample.Verdict),
        sample is { Reward: <= 0, Answer: { } answer } ? Add(counts.WrongAnswers, answer) : counts.WrongAnswers,
        counts.Untold + (sample is { Reward: <= 0, Answer: null, Verdict: not Rewards.Verdicts.NoAnswer } ? 1 : 0));

    private static ImmutableSortedDictionary<string, int> Add(ImmutableSortedDictionary<string, int>? counts, string name) =>
        (counts ?? None).SetItem(name, (counts ?? None).GetValueOrDefault(name) + 1);
}
