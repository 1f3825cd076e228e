using System.ComponentModel.DataAnnotations;

namespace Intervene.Options;

/// <summary>What becomes of groups whose rewards are all equal.</summary>
[OptionKind("keep", typeof(ZeroVarianceOptions.Keep))]
[OptionKind("exclude", typeof(ZeroVarianceOptions.Exclude))]
[OptionKind("resample", typeof(ZeroVarianceOptions.Resample))]
public abstract record ZeroVarianceOptions
{
    /// <summary>They stay in the batch and in its denominators.</summary>
    public sealed record Keep : ZeroVarianceOptions;

    /// <summary>They leave the batch and its denominators.</summary>
    public sealed record Exclude : ZeroVarianceOptions;

    /// <summary>They leave, and other problems are sampled in their place, up to a number of batches (DAPO's dynamic sampling).</summary>
    public sealed record Resample : ZeroVarianceOptions
    {
        /// <summary>The most batches that one step samples (verl's <c>max_num_gen_batches</c>).</summary>
        [Range(1, 1000)]
        public int MaxBatches { get; init; } = 5;
    }
}
