using Intervene.Completions;

namespace Intervene.Torch.Engine;

/// <summary>A token as it is sampled.</summary>
/// <param name="Sample">The sample's index within its problem and stage.</param>
/// <param name="Token">The token's id.</param>
/// <param name="LogProb">Its log-probability, as <see cref="Completion.SamplerLogProbs"/> has it.</param>
/// <param name="Finish">Why the completion ends with it, or null where it goes on.</param>
public sealed record SampledToken(int Sample, int Token, float LogProb, FinishReason? Finish)
{
    /// <summary>The most probable tokens at its place, the most probable first; none where they were not asked for.</summary>
    public IReadOnlyList<TokenLogProb> Alternatives { get; init; } = [];
}
