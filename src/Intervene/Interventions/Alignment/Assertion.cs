using Intervene.Interventions.Claims;

namespace Intervene.Interventions.Alignment;

/// <summary>A value that a solution asserts, and how it says that it comes about.</summary>
internal sealed class Assertion
{
    /// <summary>The 0-based step or line.</summary>
    public required int Step { get; init; }

    /// <summary>Where the assertion begins in the step, its left side included.</summary>
    public required int Start { get; init; }

    /// <summary>Where it ends.</summary>
    public required int End { get; init; }

    /// <summary>The value.</summary>
    public required Rational Value { get; init; }

    /// <summary>The calculation, or null where the value is only stated or cannot be followed.</summary>
    public IReadOnlyList<PostfixTerm>? Calculation { get; init; }

    /// <summary>Whether a calculation stands there at all.</summary>
    public required bool IsCalculated { get; init; }

    /// <summary>Whether the calculation adds or subtracts.</summary>
    public bool Sums => Calculation?.Any(static term => term.Operation is '+' or '-') == true;

    /// <summary>False where the calculation does not give the value.</summary>
    public required bool Holds { get; init; }

    /// <summary>The numbers that the calculation takes.</summary>
    public required IReadOnlyList<Rational> Operands { get; init; }

    /// <summary>The polynomials that the value may stand for.</summary>
    public required IReadOnlyList<QuantityPolynomial> Meanings { get; init; }
}
