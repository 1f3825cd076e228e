using System.Text.RegularExpressions;

namespace Intervene.Interventions.Reading;

/// <summary>The sides of a text's formulas, in a spelling that ignores spacing and dress: the same expression is recognised elsewhere.</summary>
internal static partial class FormulaPieces
{
    /// <summary>The pieces between relations, commas and line ends inside <c>\(…\)</c>, <c>\[…\]</c>, <c>$…$</c>.</summary>
    public static IReadOnlySet<string> Read(string text)
    {
        var pieces = new HashSet<string>(StringComparer.Ordinal);
        foreach (Match formula in Formula().Matches(text))
        {
            foreach (var piece in Relation().Split(formula.Value))
            {
                if (Normal(piece) is { Length: > 0 } normal)
                {
                    pieces.Add(normal);
                }
            }
        }

        return pieces;
    }

    /// <summary>An expression without spaces, braces, backslashes and the words that only dress it.</summary>
    public static string Normal(string expression) => Dress().Replace(expression, "").Trim('.', ',', ';', ':', '(', ')', '[', ']');

    [GeneratedRegex(@"\\\(.*?\\\)|\\\[.*?\\\]|\$\$.*?\$\$|\$.*?\$", RegexOptions.Singleline)]
    private static partial Regex Formula();

    [GeneratedRegex(@"=|\\approx|\\Rightarrow|\\implies|\\leq?(?![a-z])|\\geq?(?![a-z])|<|>|,(?!\d)|\\\\|&")]
    private static partial Regex Relation();

    [GeneratedRegex(@"\\left|\\right|\\cdot|\\[,!;]|(?<=\\)[dt](?=frac)|boxed|text|[\s{}$\\]")]
    private static partial Regex Dress();
}
