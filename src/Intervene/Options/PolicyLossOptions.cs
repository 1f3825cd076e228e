using System.ComponentModel.DataAnnotations;

namespace Intervene.Options;

/// <summary>The policy's loss of a token (verl's <c>loss_mode</c>).</summary>
[OptionKind("vanilla", typeof(PolicyLossOptions.Vanilla))]
[OptionKind("gspo", typeof(PolicyLossOptions.Gspo))]
[OptionKind("cispo", typeof(PolicyLossOptions.Cispo))]
public abstract record PolicyLossOptions
{
    /// <summary>The ratio is clipped below at 1 − this.</summary>
    [Range(0.0, 1.0)]
    public double ClipLow { get; init; } = 0.2;

    /// <summary>The ratio is clipped above at 1 + this.</summary>
    [Range(0.0, 1e6)]
    public double ClipHigh { get; init; } = 0.2;

    /// <summary>PPO's clipped ratio, with dual clip.</summary>
    public sealed record Vanilla : PolicyLossOptions
    {
        /// <summary>Bounds the loss of negative advantages at this times −A; null is off, else greater than 1.</summary>
        public double? DualClip { get; init; } = 3.0;

        /// <summary>A dual clip lies beyond the clip.</summary>
        public IEnumerable<string> Validate()
        {
            if (DualClip is <= 1)
            {
                yield return "dual_clip must be greater than 1, or null for none.";
            }
        }
    }

    /// <summary>The clipped ratio of the whole sequence (GSPO).</summary>
    public sealed record Gspo : PolicyLossOptions;

    /// <summary>The clipped ratio as a constant weight on the log-probability (CISPO).</summary>
    public sealed record Cispo : PolicyLossOptions;
}
