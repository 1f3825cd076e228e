using Intervene.Interventions;

namespace Intervene.Filtering;

/// <summary>What an oracle's replies cost, as far as that is known.</summary>
public sealed record OracleSpending
{
    /// <summary>Replies that a model was asked for; 0 for an oracle that asks none and costs nothing.</summary>
    public required int Asked { get; init; }

    /// <summary>Those of them whose tokens are known.</summary>
    public required int Counted { get; init; }

    /// <summary>Those of them whose price is known.</summary>
    public required int Priced { get; init; }

    /// <summary>Tokens of the prompts, cached ones included.</summary>
    public required long InputTokens { get; init; }

    /// <summary>Those of them that came from a cache.</summary>
    public required long CachedInputTokens { get; init; }

    /// <summary>Tokens of the replies, reasoning included.</summary>
    public required long OutputTokens { get; init; }

    /// <summary>Those of them that were reasoning.</summary>
    public required long ReasoningTokens { get; init; }

    /// <summary>The price of the <see cref="Priced"/> replies; null where there is none, and the cost is unknown.</summary>
    public decimal? Dollars { get; init; }

    /// <summary>Nothing asked, nothing spent.</summary>
    public static OracleSpending None { get; } = new()
    {
        Asked = 0,
        Counted = 0,
        Priced = 0,
        InputTokens = 0,
        CachedInputTokens = 0,
        OutputTokens = 0,
        ReasoningTokens = 0,
    };

    /// <summary>Adds a reply; one that no model was asked for adds nothing.</summary>
    /// <param name="cost">What came before.</param>
    /// <param name="reply">The reply.</param>
    public static OracleSpending operator +(OracleSpending cost, OracleReply reply) => reply switch
    {
        { Usage: { } usage } => new OracleSpending
        {
            Asked = cost.Asked + 1,
            Counted = cost.Counted + 1,
            Priced = cost.Priced + (usage.Dollars is null ? 0 : 1),
            InputTokens = cost.InputTokens + usage.InputTokens,
            CachedInputTokens = cost.CachedInputTokens + usage.CachedInputTokens,
            OutputTokens = cost.OutputTokens + usage.OutputTokens,
            ReasoningTokens = cost.ReasoningTokens + usage.ReasoningTokens,
            Dollars = usage.Dollars is null ? cost.Dollars : (cost.Dollars ?? 0) + usage.Dollars,
        },
        { PromptHash: not null } => cost with { Asked = cost.Asked + 1 },
        _ => cost,
    };
}
