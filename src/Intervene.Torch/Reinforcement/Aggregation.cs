using Intervene.Learning;
using Intervene.Options;
using Intervene.Torch.Ops;
using static TorchSharp.torch;

namespace Intervene.Torch.Reinforcement;

/// <summary>Turns token losses into one number (verl <c>agg_loss</c>).</summary>
public static class Aggregation
{
    /// <summary>The part's share of the whole batch's loss: the parts' numbers add up.</summary>
    /// <remarks>
    /// N tokens and B sequences of the whole batch: token-mean Σ ℓ / N; token-sum Σ ℓ; seq-mean-token-sum Σ ℓ / B; seq-mean-token-sum-norm Σ ℓ / B /
    /// factor; seq-mean-token-mean Σ_i (Σ_t ℓ / (|m_i| + 1e-8)) / B.
    /// </remarks>
    /// <param name="options">The mode.</param>
    /// <param name="losses">[n] losses of the part's tokens.</param>
    /// <param name="sequences">Which sequence a token belongs to; sequences are whole.</param>
    /// <param name="whole">Tokens and sequences of the whole batch.</param>
    /// <returns>A scalar.</returns>
    public static Tensor Of(AggregationOptions options, Tensor losses, SequenceIndex sequences, BatchSize whole)
    {
        Shape.Require(losses, nameof(losses), sequences.Tokens);
        return options switch
        {
            AggregationOptions.TokenMean => losses.sum() / whole.Tokens,
            AggregationOptions.TokenSum => losses.sum(),
            AggregationOptions.SeqMeanTokenSum => losses.sum() / whole.Sequences,
            AggregationOptions.SeqMeanTokenSumNorm norm => losses.sum() / (whole.Sequences * norm.Factor),
            AggregationOptions.SeqMeanTokenMean => sequences.Mean(losses, 1e-8).sum() / whole.Sequences,
            _ => throw new ArgumentOutOfRangeException(nameof(options), options, "The mode is unknown."),
        };
    }
}
