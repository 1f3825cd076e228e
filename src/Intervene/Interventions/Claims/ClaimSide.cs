namespace Intervene.Interventions.Claims;

/// <summary>What stands on one side of a relation.</summary>
/// <param name="Start">Where it begins in the step, in UTF-16 units.</param>
/// <param name="End">Where it ends, units and closing brackets included.</param>
/// <param name="Expression">The expression, or null where the side is a name, holds unknowns or cannot be read.</param>
internal sealed record ClaimSide(int Start, int End, ArithmeticExpression? Expression)
{
    /// <summary>The side's formula where it holds unknowns and no prose, as it is written.</summary>
    public string? Formula { get; init; }

    /// <summary>What can be read at its end, although words before it may make it a part only: the <c>60 + 5</c> of <c>half of 60 + 5</c>.</summary>
    public ArithmeticExpression? Attached { get; init; }

    /// <summary>Whether it is a bare number.</summary>
    public bool IsNumber => Expression is { Operations: 0 };

    /// <summary>Whether it is a bare number or a fraction of two: what a calculation ends in.</summary>
    public bool IsResult => Expression is { Operations: 0 } or { Operations: 1, IsFraction: true };
}
