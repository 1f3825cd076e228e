namespace Intervene.Options;

/// <summary>KL estimators of d = log π − log π_ref (Schulman's names; verl's <c>kl_penalty</c>).</summary>
public enum KlEstimator
{
    /// <summary>d.</summary>
    K1,

    /// <summary>|d|.</summary>
    Abs,

    /// <summary>d² / 2.</summary>
    K2,

    /// <summary>e^−d + d − 1, clamped as in verl.</summary>
    K3,

    /// <summary>The value of <see cref="K1"/> with the gradient of <see cref="K2"/>.</summary>
    K1StraightThrough,

    /// <summary>The value of <see cref="Abs"/> with the gradient of <see cref="K2"/>.</summary>
    AbsStraightThrough,

    /// <summary>The value of <see cref="K3"/> with the gradient of <see cref="K2"/>.</summary>
    K3StraightThrough,
}
