namespace Intervene.Torch.Engine;

/// <summary>A token that was drawn.</summary>
/// <param name="Token">The token's id; −1 where a logit is not finite.</param>
/// <param name="LogProb">Its log-probability.</param>
/// <param name="Alternatives">The most probable tokens, the most probable first; null where they were not asked for.</param>
internal readonly record struct DrawnToken(int Token, float LogProb, IReadOnlyList<TokenLogProb>? Alternatives);
