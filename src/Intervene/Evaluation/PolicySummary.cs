using Intervene.Problems;

namespace Intervene.Evaluation;

/// <summary>A policy's success on a split.</summary>
public sealed record PolicySummary
{
    /// <summary>The policy: <c>base</c>, <c>sft</c> or <c>rl</c>.</summary>
    public required string Policy { get; init; }

    /// <summary>The split.</summary>
    public required ProblemSplit Split { get; init; }

    /// <summary>Problems evaluated.</summary>
    public required int Problems { get; init; }

    /// <summary>Samples a problem: the fewest that any of them has.</summary>
    public required int Samples { get; init; }

    /// <summary>Problems with at least one correct sample.</summary>
    public required int Solved { get; init; }

    /// <summary>avg@n: the share of correct samples, averaged over problems.</summary>
    public required Measure Average { get; init; }

    /// <summary>
    /// maj@n: the share of problems whose most frequent answer is right; null where the verifier does not say what it took for the answer.
    /// </summary>
    public required Measure? Majority { get; init; }

    /// <summary>Tokens sampled for each correct sample; infinite without one.</summary>
    public required Measure TokensPerSolve { get; init; }

    /// <summary>The share of samples that ended at a token limit.</summary>
    public required Measure Truncated { get; init; }

    /// <summary>The share of samples without an extractable answer.</summary>
    public required Measure NoAnswer { get; init; }

    /// <summary>The share of samples whose answer the verifier cannot read.</summary>
    public required Measure Unparsable { get; init; }

    /// <summary>Mean completion length in tokens.</summary>
    public required Measure MeanLength { get; init; }

    /// <summary>pass@k by ascending k.</summary>
    public required IReadOnlyList<PassAtKEstimate> PassAtK { get; init; }
}
