namespace Intervene.Interventions;

/// <summary>What a reply cost.</summary>
/// <param name="InputTokens">Tokens of the prompt, cached ones included.</param>
/// <param name="CachedInputTokens">Those of them that came from the server's cache.</param>
/// <param name="OutputTokens">Tokens of the reply, reasoning included.</param>
/// <param name="ReasoningTokens">Those of them that were reasoning.</param>
/// <param name="Dollars">The price, or null where none is known.</param>
public sealed record OracleUsage(long InputTokens, long CachedInputTokens, long OutputTokens, long ReasoningTokens, decimal? Dollars = null);
