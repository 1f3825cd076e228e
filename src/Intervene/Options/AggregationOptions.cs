namespace Intervene.Options;

/// <summary>How token losses become one number; the denominators are those of the whole optimiser batch (verl's <c>loss_agg_mode</c>).</summary>
[OptionKind("token_mean", typeof(AggregationOptions.TokenMean))]
[OptionKind("token_sum", typeof(AggregationOptions.TokenSum))]
[OptionKind("seq_mean_token_sum", typeof(AggregationOptions.SeqMeanTokenSum))]
[OptionKind("seq_mean_token_sum_norm", typeof(AggregationOptions.SeqMeanTokenSumNorm))]
[OptionKind("seq_mean_token_mean", typeof(AggregationOptions.SeqMeanTokenMean))]
public abstract record AggregationOptions
{
    /// <summary>Σ over tokens / tokens.</summary>
    public sealed record TokenMean : AggregationOptions;

    /// <summary>Σ over tokens.</summary>
    public sealed record TokenSum : AggregationOptions;

    /// <summary>Σ over tokens / sequences.</summary>
    public sealed record SeqMeanTokenSum : AggregationOptions;

    /// <summary>Σ over tokens / sequences / a constant.</summary>
    public sealed record SeqMeanTokenSumNorm : AggregationOptions
    {
        /// <summary>The constant (verl's <c>loss_scale_factor</c>), e.g. <c>sampling.max_tokens</c>: greater than 0.</summary>
        public required double Factor { get; init; }

        /// <summary>The constant divides.</summary>
        public IEnumerable<string> Validate()
        {
            if (Factor <= 0)
            {
                yield return "factor must be greater than 0.";
            }
        }
    }

    /// <summary>Mean over sequences of the mean over tokens.</summary>
    public sealed record SeqMeanTokenMean : AggregationOptions;
}
