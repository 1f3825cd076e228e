namespace Intervene.Filtering;

/// <summary>Graded continuations, counted.</summary>
/// <param name="Correct">Those that are right.</param>
/// <param name="Tries">Those that have a grade: one that the verifier failed on is no try.</param>
public readonly record struct SuccessCount(int Correct, int Tries)
{
    /// <summary>The share of right ones; NaN without a try.</summary>
    public double Rate => (double)Correct / Tries;

    /// <summary>Counts one more.</summary>
    /// <param name="counts">Those before.</param>
    /// <param name="reward">Its reward; null where the verifier failed.</param>
    public static SuccessCount operator +(SuccessCount counts, double? reward) =>
        reward is null ? counts : new(counts.Correct + (reward > 0 ? 1 : 0), counts.Tries + 1);

    /// <summary>Counts both together.</summary>
    public static SuccessCount operator +(SuccessCount first, SuccessCount second) =>
        new(first.Correct + second.Correct, first.Tries + second.Tries);
}
