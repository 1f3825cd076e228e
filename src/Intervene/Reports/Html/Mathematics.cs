using System.Text;
using System.Text.RegularExpressions;

namespace Intervene.Reports.Html;

/// <summary>KaTeX, for pages that have mathematics to show: its script, its style and its fonts, within the page.</summary>
internal static partial class Mathematics
{
    private const int LongestInline = 1000; // characters between two dollar signs

    private static readonly Lazy<string> KatexStyle = new(MakeStyle);

    private static readonly Lazy<string> KatexScript = new(() =>
        $"/*\n{Assets.Text("katex.NOTICE")}\n{Assets.Text("katex.LICENSE")}*/\n{Assets.Text("katex.katex.min.js")}");

    /// <summary>The script; it renders where it is asked to and asks nothing of the network.</summary>
    public static string Script => KatexScript.Value;

    /// <summary>The style with the fonts in it.</summary>
    public static string Style => KatexStyle.Value;

    /// <summary>Whether a text has mathematics that the page's script would render: the same delimiters as in <c>page.js</c>.</summary>
    public static bool IsIn(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '\\' && i + 1 < text.Length)
            {
                if (text[i + 1] is '(' or '[' || StartsAt(text, i, "\\begin{") || (StartsAt(text, i, "\\boxed{") && IsRich(text, i + 7)))
                {
                    return true;
                }

                i++;
            }
            else if (text[i] == '$' && IsInline(text, i))
            {
                return true;
            }
        }

        return false;
    }

    private static bool StartsAt(string text, int at, string word) => string.CompareOrdinal(text, at, word, 0, word.Length) == 0;

    /// <summary>Whether a box holds more than plain characters.</summary>
    private static bool IsRich(string text, int at)
    {
        var end = text.IndexOf('}', at);
        return end > at && text.AsSpan(at, end - at).IndexOfAny("\\^_{") >= 0;
    }

    private static bool IsInline(string text, int at)
    {
        if (at + 1 < text.Length && text[at + 1] == '$')
        {
            return text.IndexOf("$$", at + 2, StringComparison.Ordinal) > at + 2;
        }

        var limit = Math.Min(text.Length, at + LongestInline);
        if (at + 1 >= limit || char.IsWhiteSpace(text[at + 1]))
        {
            return false;
        }

        var end = text.IndexOf('$', at + 1, limit - at - 1);
        return end > at + 1 && !char.IsWhiteSpace(text[end - 1]) && !(end + 1 < text.Length && char.IsAsciiDigit(text[end + 1]));
    }

    /// <summary>The style sheet; each font stands in it once, as woff2.</summary>
    private static string MakeStyle()
    {
        var css = new StringBuilder(Sources().Replace(Assets.Text("katex.katex.min.css"), match =>
            $"src:url(data:font/woff2;base64,{Assets.Base64($"katex.fonts.{match.Groups[1].Value}.woff2")}) format(\"woff2\")"));
        return css.Append('\n').ToString();
    }

    [GeneratedRegex(@"src:url\(fonts/([A-Za-z0-9_-]+)\.woff2\) format\(""woff2""\)[^;}]*")]
    private static partial Regex Sources();
}
