using static TorchSharp.torch;

namespace Intervene.Torch.Reinforcement;

/// <summary>Weights that correct for rollouts sampled by another engine than the trainer.</summary>
public static class ImportanceWeights
{
    /// <summary>min(exp(clamp(log π_old − log π_sampler, ±20)), cap) a token, without a gradient.</summary>
    /// <remarks>verl <c>rollout_corr_helper.py</c>, token level, truncated.</remarks>
    /// <param name="old">[N] the trainer's log-probabilities of the policy that sampled.</param>
    /// <param name="sampler">[N] the sampler's.</param>
    /// <param name="cap">The largest weight, e.g. 2.</param>
    public static Tensor Truncated(Tensor old, Tensor sampler, double cap) => (old - sampler).detach().clamp(-20, 20).exp().clamp(max: cap);
}
