using Intervene.Statistics;

namespace Intervene.Interventions.Locating;

/// <summary>How well an oracle finds first errors that people marked, in ProcessBench's measure.</summary>
/// <param name="Oracle">The oracle, or the generator of the rows.</param>
/// <param name="Erroneous">Rows with an error whose very step it names.</param>
/// <param name="Near">Rows with an error where it is at most one step off.</param>
/// <param name="Correct">Rows without an error of which it names no step; a row that it failed on is none.</param>
/// <param name="Accused">Of the rows of which it names a step, those where it is the right one.</param>
/// <param name="F1">The harmonic mean of the accuracies on erroneous and on correct rows, NaN where one kind is missing.</param>
/// <param name="F1Interval">Its 95 % interval by bootstrap over rows.</param>
public sealed record LocateScore(string Oracle, Share Erroneous, Share Near, Share Correct, Share Accused, double F1, Interval F1Interval)
{
    /// <summary>Rows without a step named, by refusal, the most frequent first.</summary>
    public required IReadOnlyList<KeyValuePair<string, int>> Abstentions { get; init; }

    /// <summary>Of the steps written for rows that a person corrected, those that end in the value of one of the person's corrections.</summary>
    public Share Corrected { get; init; }

    /// <summary>The same of the steps written at the right place.</summary>
    public Share CorrectedThere { get; init; }

    /// <summary>The scores by generator in ordinal order; empty where the rows name none.</summary>
    public IReadOnlyList<LocateScore> Generators { get; init; } = [];
}
