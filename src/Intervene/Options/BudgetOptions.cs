using System.ComponentModel.DataAnnotations;

namespace Intervene.Options;

/// <summary>
/// What an oracle may spend in a run; null is without limit. A run that reaches a limit stops and goes on where it was when the limit is raised.
/// </summary>
public sealed record BudgetOptions
{
    /// <summary>Dollars; needs <c>price</c>.</summary>
    [Range(0.0, 1_000_000_000.0)]
    public double? Dollars { get; init; }

    /// <summary>Tokens, input and output together.</summary>
    [Range(0.0, 1e18)]
    public long? Tokens { get; init; }

    /// <summary>Requests, each try counted.</summary>
    [Range(0.0, 1e18)]
    public long? Calls { get; init; }
}
