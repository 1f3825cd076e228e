using Intervene.Interventions.Claims;
using System.Text.RegularExpressions;

namespace Intervene.Interventions;

/// <summary>Finds the arithmetic equations of a text: <c>48/2 = 24</c>, <c>$12 x 3 = $36</c>, <c>213=200+10+3</c>.</summary>
/// <remarks>
/// An equation that touches letters or unknowns is no arithmetic and is skipped, and so is one of two bare numbers; of <c>x = 200 - 16 = 184</c> the
/// arithmetic part is read.
/// </remarks>
internal static partial class EquationReader
{
    private const string Number = @"(?>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|\.\d+)";
    private const string Side = @"(?>[-(]*" + Number + @"\)*(?:\s*[-+*/]\s*\(*" + Number + @"\)*)*)";

    /// <summary>The text without GSM8K's calculator annotations.</summary>
    public static string WithoutAnnotations(string text) => Annotation().Replace(text, "");

    /// <summary>The equations, in order.</summary>
    public static IReadOnlyList<Equation> Read(string text)
    {
        var plain = Plain(WithoutAnnotations(text));
        return [.. Pattern().Matches(plain).Select(match => ToEquation(match.Value)).OfType<Equation>()];
    }

    /// <summary>The numbers of a text.</summary>
    public static IEnumerable<Rational> Numbers(string text) => NumberPattern().Matches(Plain(WithoutAnnotations(text))).Select(match => Rational.Parse(match.Value));

    private static string Plain(string text)
    {
        text = text.Replace("\\times", "*", StringComparison.Ordinal).Replace("\\cdot", "*", StringComparison.Ordinal)
            .Replace("\\div", "/", StringComparison.Ordinal).Replace("\\$", "", StringComparison.Ordinal).Replace("$", "", StringComparison.Ordinal)
            .Replace('×', '*').Replace('·', '*').Replace('÷', '/').Replace('−', '-');
        return TimesLetter().Replace(text, "*");
    }

    private static Equation? ToEquation(string text)
    {
        var normal = Blanks().Replace(text, "");
        var sides = normal.Split('=');
        var values = sides.Select(Arithmetic.Evaluate).ToArray();
        if (values.Any(value => value is null) || !sides.Any(side => side.AsSpan(1).IndexOfAny("+-*/") >= 0))
        {
            return null;
        }

        var holds = Enumerable.Range(1, sides.Length - 1).All(i => Agree(values[i - 1]!.Value, values[i]!.Value, sides[i - 1], sides[i]));
        var last = Operators(sides[^1]);
        var operands = (last ? sides : sides[..^1]).SelectMany(side => NumberPattern().Matches(side)).Select(match => Rational.Parse(match.Value));
        return new Equation(text.Trim(), normal, holds, values[^1]!.Value, [.. operands], !Operators(sides[0]) && last);
    }

    private static bool Agree(Rational a, Rational b, string left, string right) =>
        a == b || (Places(left) is > 0 and var l && !Operators(left) && b.RoundsTo(a, l)) || (Places(right) is > 0 and var r && !Operators(right) && a.RoundsTo(b, r));

    private static bool Operators(string side) => side.AsSpan(1).IndexOfAny("+-*/") >= 0;

    private static int Places(string side)
    {
        var point = side.LastIndexOf('.');
        return point < 0 ? 0 : side.Length - point - 1;
    }

    [GeneratedRegex("<<[^<>]*>>")]
    private static partial Regex Annotation();

    [GeneratedRegex(@"(?<=\d\s*)[xX](?=\s*[\d(])")]
    private static partial Regex TimesLetter();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blanks();

    [GeneratedRegex(Number)]
    private static partial Regex NumberPattern();

    [GeneratedRegex(@"(?<![\w)\]}.,^\\%])(?<![-+*/^%]\s*)" + Side + @"(?>(?:\s*=\s*" + Side + @")+)(?![\w^(%])(?!\s*[-+*/^]\s*[\w(\\])")]
    private static partial Regex Pattern();
}
