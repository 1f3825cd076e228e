using Intervene.Interventions.Claims;

namespace Intervene.Interventions;

/// <summary>An equation of plain arithmetic that a text states.</summary>
/// <param name="Text">The equation as it stands in the text.</param>
/// <param name="Normal">The equation without blanks, with <c>*</c> and <c>/</c> as operators: equal for equal equations.</param>
/// <param name="Holds">Whether it is true; a side with decimals may be rounded to its last place.</param>
/// <param name="Result">The value of its last side.</param>
/// <param name="Operands">Every number in it but the last side's, or all of them where the last side is an expression.</param>
/// <param name="Splits">Whether its first side is a number and its last an expression, as in <c>213=200+10+3</c>.</param>
internal sealed record Equation(string Text, string Normal, bool Holds, Rational Result, IReadOnlyList<Rational> Operands, bool Splits);
