using Intervene.Interventions;

namespace Intervene.Remote.Accounting;

/// <summary>What a model's tokens cost.</summary>
/// <param name="Input">Dollars a million input tokens.</param>
/// <param name="Cached">Dollars a million input tokens that the vendor had in its cache.</param>
/// <param name="Output">Dollars a million output tokens, reasoning included.</param>
public sealed record Prices(decimal Input, decimal Cached, decimal Output)
{
    /// <summary>The cost of a usage.</summary>
    public decimal Of(OracleUsage usage) =>
        (((usage.InputTokens - usage.CachedInputTokens) * Input) + (usage.CachedInputTokens * Cached) + (usage.OutputTokens * Output)) / 1_000_000m;
}
