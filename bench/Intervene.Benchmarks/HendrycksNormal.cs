using System.Text;
using System.Text.RegularExpressions;

/// <summary>String equality after the kind of normalisation that the MATH release's grader applies; a baseline for speed and recall.</summary>
public static class HendrycksNormal
{
    private static readonly (string From, string To)[] Replacements =
    [
        ("\n", ""), ("\\!", ""), ("\\\\", "\\"), ("tfrac", "frac"), ("dfrac", "frac"), ("\\left", ""), ("\\right", ""), ("^{\\circ}", ""),
            ("^\\circ", ""), ("\\$", ""), ("\\%", ""), ("%", ""), (" .", " 0."), ("{.", "{0."),
    ];

    /// <summary>Whether two answers have the same normal form.</summary>
    /// <param name="a">One answer.</param>
    /// <param name="b">The other answer.</param>
    public static bool AreEqual(string a, string b) => Of(a) == Of(b);

    /// <summary>The normal form of an answer.</summary>
    /// <param name="answer">The answer, without its box.</param>
    public static string Of(string answer)
    {
        ArgumentNullException.ThrowIfNull(answer);
        StringBuilder text = new(answer);
        foreach (var (from, to) in Replacements)
        {
            text.Replace(from, to);
        }

        var result = text.ToString();
        var unit = result.LastIndexOf("\\text{ ", StringComparison.Ordinal);
        result = unit >= 0 ? result[..unit] : result;
        result = result.StartsWith('.') ? "0" + result : result;
        var equals = result.IndexOf('=');
        result = equals is >= 0 and <= 2 && result.LastIndexOf('=') == equals ? result[(equals + 1)..] : result;
        result = Regex.Replace(result, @"\\sqrt([0-9A-Za-z])", @"\sqrt{$1}", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)
            .Replace(" ", "", StringComparison.Ordinal);
        result = Regex.Replace(result, @"\\frac([0-9])([0-9])", @"\frac{$1}{$2}", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking);
        result = result == "0.5" ? "\\frac{1}{2}" : result;
        return Regex.Replace(result, @"^(-?[0-9]+)/([0-9]+)$", @"\frac{$1}{$2}", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking);
    }
}
