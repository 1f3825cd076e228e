namespace Intervene.Interventions.Claims;

/// <summary>A piece of a step.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Text">Its spelling in one form: <c>*</c> for every sign of multiplication, <c>≤</c> for <c>\leq</c>.</param>
/// <param name="Start">Where it begins in the step, in UTF-16 units.</param>
/// <param name="End">Where it ends.</param>
internal readonly record struct ClaimToken(ClaimTokenKind Kind, string Text, int Start, int End)
{
    /// <summary>The value of a number.</summary>
    public Rational Value { get; init; }

    /// <summary>The decimals that a number is written with; −1 for an integer's spelling.</summary>
    public int Decimals { get; init; } = -1;

    /// <summary>Whether white space, or what prints as such, stands before it.</summary>
    public bool Spaced { get; init; }

    public bool Is(ClaimTokenKind kind, string text) => Kind == kind && Text == text;

    public bool IsOperator(string text) => Is(ClaimTokenKind.Operator, text);
}
