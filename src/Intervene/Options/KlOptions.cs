using System.ComponentModel.DataAnnotations;

namespace Intervene.Options;

/// <summary>The KL penalty to the reference in the loss.</summary>
public sealed record KlOptions
{
    /// <summary>Its weight: greater than 0.</summary>
    [Range(1e-12, 1e3)]
    public double Coefficient { get; init; } = 0.001;

    /// <summary>The estimator.</summary>
    public KlEstimator Estimator { get; init; } = KlEstimator.K3;
}
