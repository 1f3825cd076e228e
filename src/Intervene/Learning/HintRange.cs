namespace Intervene.Learning;

/// <summary>Where bisection stands for a problem: enough of its solution lies between these shares.</summary>
/// <param name="Low">A share that was not enough, 0 … 1.</param>
/// <param name="High">A share that was, 0 … 1.</param>
public readonly record struct HintRange(double Low, double High)
{
    private const double Narrow = 0.1;

    /// <summary>All shares.</summary>
    public static HintRange Whole { get; } = new(0, 1);

    /// <summary>The share to try.</summary>
    public double Share => (Low + High) / 2;

    /// <summary>
    /// The range after a trial of <see cref="Share"/>: the lower half where that was enough, else the upper. A range that has become narrow opens
    /// again on the side of the trial's outcome, because the policy goes on learning.
    /// </summary>
    /// <param name="enough">Whether the share was enough.</param>
    public HintRange After(bool enough)
    {
        var halved = enough ? new HintRange(Low, Share) : new HintRange(Share, High);
        return halved.High - halved.Low >= Narrow ? halved : enough ? new HintRange(0, halved.High) : new HintRange(halved.Low, 1);
    }
}
