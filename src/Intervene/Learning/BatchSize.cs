
namespace Intervene.Learning;

/// <summary>The size of a whole optimiser batch: the denominators of its losses, whatever part of it a forward pass sees.</summary>
/// <param name="Tokens">Response tokens with a loss.</param>
/// <param name="Sequences">Sequences, those without a token that has a loss included.</param>
public readonly record struct BatchSize(long Tokens, long Sequences);
