namespace Intervene.Torch.Engine;

/// <summary>A token that could have been drawn.</summary>
/// <param name="Token">The token's id.</param>
/// <param name="LogProb">Its log-probability, under the same logits and temperature as that of the drawn one.</param>
public readonly record struct TokenLogProb(int Token, float LogProb);
