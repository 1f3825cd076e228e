namespace Intervene.Torch.Training;

/// <summary>The scores of a sequence's tokens.</summary>
/// <param name="LogProbs">log p of each token under what stands before it, in nats.</param>
/// <param name="Entropies">The entropy of the distribution that each token is one of, in nats.</param>
public sealed record SequenceScore(float[] LogProbs, float[] Entropies)
{
    /// <summary>−Σ log p / tokens; null where no token is scored.</summary>
    public double? MeanNll => LogProbs.Length == 0 ? null : -LogProbs.Average(p => (double)p);
}
