using System.Text.RegularExpressions;
using Intervene.Interventions.Claims;

namespace Intervene.Interventions.Reading;

/// <summary>An equation of plain arithmetic that a text states.</summary>
/// <param name="Text">The equation as it stands in the text.</param>
/// <param name="Normal">The equation without blanks: equal for equal equations.</param>
/// <param name="Holds">Whether it is true; a side with decimals may be rounded to its last place.</param>
/// <param name="Result">The value of its last side.</param>
/// <param name="Operands">Every number in it but the last side's, or all of them where the last side is an expression.</param>
/// <param name="Splits">Whether its first side is a number and its last an expression, as in <c>213=200+10+3</c>.</param>
internal sealed partial record Equation(string Text, string Normal, bool Holds, Rational Result, IReadOnlyList<Rational> Operands, bool Splits)
{
    /// <summary>The equations of a text, in order: the read sides that a claim ends in, where one calculates.</summary>
    public static IReadOnlyList<Equation> Read(string text) =>
        [.. ClaimReader.Read(text).Select(claim => Of(claim, text)).OfType<Equation>()];

    private static Equation? Of(Claim claim, string text)
    {
        // Of "x = 100 - 50 = 50" the arithmetic begins behind the name.
        var sides = claim.Sides.Reverse().TakeWhile(static side => side.Expression is not null).Reverse().ToArray();
        var relations = claim.Relations.Skip(claim.Relations.Count + 1 - sides.Length).ToArray();
        if (sides.Length < 2 || relations.Any(static relation => relation.Sign != "=") || sides.All(static side => side.Expression!.Operations == 0)
            || sides[^1].Expression!.Value.Exact is not { } result)
        {
            return null;
        }

        var written = text[sides[0].Start..claim.End];
        var last = sides[^1].Expression!.Operations > 0;
        var operands = (last ? sides : sides[..^1]).SelectMany(static side => side.Expression!.Numbers);
        var holds = claim.Truth != ClaimTruth.False;
        return new Equation(written, Blanks().Replace(written, ""), holds, result, [.. operands], sides[0].IsNumber && last);
    }

    [GeneratedRegex(@"[\s$]+")]
    private static partial Regex Blanks();
}
