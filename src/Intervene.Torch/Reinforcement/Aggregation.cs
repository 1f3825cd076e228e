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
    /// <param name="kind">The mode.</param>
    /// <param name="losses">[n] losses of the part's tokens.</param>
    /// <param name="sequences">Which sequence a token belongs to; sequences are whole.</param>
    /// <param name="whole">Tokens and sequences of the whole batch.</param>
    /// <param name="scaleFactor">The factor of <see cref="AggregationKind.SeqMeanTokenSumNorm"/>.</param>
    /// <returns>A scalar.</returns>
    /// <exception cref="ArgumentException">The mode needs a factor and there is none.</exception>
    public static Tensor Of(AggregationKind kind, Tensor losses, SequenceIndex sequences, BatchSize whole, double? scaleFactor)
    {
        Shape.Require(losses, nameof(losses), sequences.Tokens);
        return kind switch
        {
            AggregationKind.TokenMean => losses.sum() / whole.Tokens,
            AggregationKind.TokenSum => losses.sum(),
            AggregationKind.SeqMeanTokenSum => losses.sum() / whole.Sequences,
            AggregationKind.SeqMeanTokenSumNorm => losses.sum() / (whole.Sequences * Factor(scaleFactor)),
            AggregationKind.SeqMeanTokenMean => sequences.Mean(losses, 1e-8).sum() / whole.Sequences,
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "The mode is unknown."),
        };
    }

    private static double Factor(double? scaleFactor) =>
        scaleFactor is > 0
            ? scaleFactor.Value : throw new ArgumentException("seq_mean_token_sum_norm needs loss_scale_factor; expected a positive number.");
}
