namespace Intervene.Remote.Accounting;

/// <summary>What an oracle may spend in a run; null is without limit.</summary>
/// <param name="Dollars">Dollars.</param>
/// <param name="Tokens">Tokens, input and output together.</param>
/// <param name="Calls">Requests, each try counted.</param>
public sealed record BudgetLimits(decimal? Dollars, long? Tokens, long? Calls);
