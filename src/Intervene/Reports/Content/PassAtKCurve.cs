using Intervene.Problems;

namespace Intervene.Reports.Content;

/// <summary>pass@k of one policy on one split (paper, Figures 7 and 10).</summary>
public sealed record PassAtKCurve
{
    /// <summary>The arm's title as readers see it, e.g. <c>InT</c>.</summary>
    public required string Arm { get; init; }

    /// <summary>Which policy of the arm: <c>base</c>, <c>sft</c> or <c>rl</c>.</summary>
    public required string Policy { get; init; }

    /// <summary>The split.</summary>
    public required ProblemSplit Split { get; init; }

    /// <summary>Problems evaluated.</summary>
    public required int Problems { get; init; }

    /// <summary>Samples a problem, n; no k exceeds it.</summary>
    public required int Samples { get; init; }

    /// <summary>The curve, by ascending k.</summary>
    public required IReadOnlyList<PassAtKPoint> Points { get; init; }
}
