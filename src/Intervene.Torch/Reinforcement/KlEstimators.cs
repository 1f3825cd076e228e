using Intervene.Options;
using Intervene.Torch.Ops;
using static TorchSharp.torch;

namespace Intervene.Torch.Reinforcement;

/// <summary>Estimators of the KL divergence to a reference, a token each (Schulman, 2020; verl <c>kl_penalty</c>).</summary>
public static class KlEstimators
{
    /// <summary>The estimator of a kind.</summary>
    /// <remarks>
    /// d = log π − log π_ref. k1: d. abs: |d|. k2: d²/2. k3: with x = clamp(−d, ±20), clamp(e^x − x − 1, ±10). Straight-through forms have the value
    /// of their base and the gradient of k2, which is the gradient of the KL divergence itself.
    /// </remarks>
    /// <param name="kind">The estimator.</param>
    /// <param name="policy">[N] log-probabilities of the policy, with a gradient.</param>
    /// <param name="reference">[N] log-probabilities of the reference.</param>
    /// <returns>[N].</returns>
    public static Tensor Of(KlEstimator kind, Tensor policy, Tensor reference)
    {
        Shape.Require(reference, nameof(reference), policy.shape);
        return kind switch
        {
            KlEstimator.K1 => policy - reference,
            KlEstimator.Abs => (policy - reference).abs(),
            KlEstimator.K2 => (policy - reference).square() * 0.5,
            KlEstimator.K3 => K3(policy, reference),
            KlEstimator.K1StraightThrough => WithGradientOfK2(policy - reference, policy, reference),
            KlEstimator.AbsStraightThrough => WithGradientOfK2((policy - reference).abs(), policy, reference),
            KlEstimator.K3StraightThrough => WithGradientOfK2(K3(policy, reference), policy, reference),
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "The estimator is unknown."),
        };
    }

    private static Tensor K3(Tensor policy, Tensor reference)
    {
        var x = (reference - policy).clamp(-20, 20);
        return (x.exp() - x - 1).clamp(-10, 10);
    }

    private static Tensor WithGradientOfK2(Tensor value, Tensor policy, Tensor reference)
    {
        var k2 = Of(KlEstimator.K2, policy, reference);
        return k2 - k2.detach() + value.detach();
    }
}
