using Intervene.Problems;
using Intervene.Statistics;

namespace Intervene.Evaluation;

/// <summary>What a policy no longer solves of what the base model solves.</summary>
public sealed record Forgotten
{
    /// <summary>The split; null for a benchmark.</summary>
    public ProblemSplit? Split { get; init; }

    /// <summary>The benchmark; null for a split.</summary>
    public string? Benchmark { get; init; }

    /// <summary>The policy.</summary>
    public required PolicyName Name { get; init; }

    /// <summary>Problems that the base model solves: with at least one right sample.</summary>
    public required int BaseSolved { get; init; }

    /// <summary>Those of them of which the policy has no right sample.</summary>
    public required int NoLonger { get; init; }

    /// <summary>Their share with its 95 % interval over problems, Wilson's.</summary>
    public required Measure Share { get; init; }

    /// <summary>Problems that the policy solves and the base model does not.</summary>
    public required int Newly { get; init; }

    /// <summary>The policy's pass@1 minus the base model's, problem by problem.</summary>
    public required PairedDifference Paired { get; init; }

    /// <summary>Compares a policy with the base model on the problems that both have.</summary>
    /// <param name="name">The policy.</param>
    /// <param name="before">The base model's records of a split or benchmark.</param>
    /// <param name="after">The policy's records of the same.</param>
    /// <param name="seed">The seed of the bootstrap.</param>
    public static Forgotten Of(PolicyName name, IReadOnlyList<EvaluationRecord> before, IReadOnlyList<EvaluationRecord> after, long seed)
    {
        var paired = PolicyComparison.Difference(before, after, 1, seed);
        var common = after.Select(record => record.ProblemId).ToHashSet(StringComparer.Ordinal);
        var solved = before.Count(record => record.Correct > 0 && common.Contains(record.ProblemId));
        return new Forgotten
        {
            Name = name,
            BaseSolved = solved,
            NoLonger = paired.OnlyFirst,
            Share = new Measure(solved == 0 ? double.NaN : (double)paired.OnlyFirst / solved, Proportion.Wilson(paired.OnlyFirst, solved)),
            Newly = paired.OnlySecond,
            Paired = paired,
        };
    }
}
