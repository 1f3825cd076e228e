namespace Intervene.Interventions.Claims;

/// <summary>Which characters of a text stand in a formula: between <c>\(…\)</c>, <c>\[…\]</c>, <c>$$…$$</c> or <c>$…$</c>.</summary>
internal static class MathSpans
{
    private const int LongestInline = 400;

    /// <summary>
    /// One flag a character. A single dollar sign opens a formula only where its partner closes one on the same line; else it is money.
    /// </summary>
    public static bool[] Of(string text)
    {
        var inside = new bool[text.Length + 1];
        for (var i = 0; i < text.Length; i++)
        {
            var close = Close(text, i);
            if (close > i)
            {
                Array.Fill(inside, true, i, close - i);
                i = close;
            }
        }

        return inside;
    }

    private static int Close(string text, int i)
    {
        var rest = text.AsSpan(i);
        if (rest.StartsWith("\\(") || rest.StartsWith("\\[") || rest.StartsWith("$$"))
        {
            var at = text.IndexOf(rest[1] switch { '(' => "\\)", '[' => "\\]", _ => "$$" }, i + 2, StringComparison.Ordinal);
            return at < 0 ? -1 : at + 1;
        }

        if (text[i] != '$' || (i > 0 && text[i - 1] == '\\') || i + 1 >= text.Length || char.IsWhiteSpace(text[i + 1]))
        {
            return -1;
        }

        for (var j = i + 1; j < text.Length && j - i < LongestInline && text[j] != '\n'; j++)
        {
            if (text[j] == '$' && text[j - 1] != '\\' && !char.IsWhiteSpace(text[j - 1]) && (j + 1 == text.Length || !char.IsAsciiDigit(text[j + 1])))
            {
                return j;
            }
        }

        return -1;
    }
}
