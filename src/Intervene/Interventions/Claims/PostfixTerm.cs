namespace Intervene.Interventions.Claims;

/// <summary>A term of an expression in postfix order: a number, or an operation on the values before it.</summary>
/// <param name="Number">The number, where there is no operation.</param>
/// <param name="Operation">One of <c>+ - * /</c>, <c>~</c> for a sign, or the zero character for a number.</param>
internal readonly record struct PostfixTerm(Rational Number, char Operation = '\0');
