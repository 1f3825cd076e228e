namespace Intervene.Answers.Latex;

/// <summary>The grammar of remarks in parentheses after a value, as in <c>18 (about 18.9 cards)</c>.</summary>
internal static class Remarks
{
    /// <summary>
    /// The words of the remark that stands here, taken; null when none does. A remark that cannot be overlooked has words that change a value.
    /// </summary>
    public static string? Take(Cursor cursor)
    {
        if (!cursor.Peek.Is("(") || !(cursor.Ahead(1).Kind == TokenKind.Word || cursor.Ahead(1).IsCommand("approx"))
            || Phrases.OpenQualifier(cursor.Ahead(1).Text))
        {
            return null;
        }

        var reason = IsReason(cursor.Ahead(1).Text);
        var rounded = reason || cursor.Ahead(1).IsCommand("approx") || IsRounding(cursor.Ahead(1).Text);
        var words = "";
        var i = 1;
        for (; cursor.Ahead(i) is var token && !token.Is(")"); i++)
        {
            switch (token)
            {
                case { Kind: TokenKind.Word }:
                    words += " " + token.Text;
                    break;
                case { Kind: TokenKind.Symbol, Text: "," or "." or ":" or "-" } or { Kind: TokenKind.Command, Text: "approx" }
                    or { Kind: TokenKind.Letter, Text: "a" }:
                    break;
                case { Kind: TokenKind.Number } or { Kind: TokenKind.Symbol, Text: "%" } when rounded:
                case { Kind: TokenKind.Letter } when reason:
                case { Kind: TokenKind.Symbol, Text: "=" or "^" or "+" or "*" or "{" or "}" } when reason:
                    break;
                case { Kind: TokenKind.End }:
                    return null;
                default:
                    words += " or " + token.Text;
                    break;
            }
        }

        cursor.Position += i + 1;
        return words.Trim();
    }

    private static bool IsReason(string words) => words.Trim().TrimStart('(')
        .Split(' ')[0].ToLowerInvariant() is "since" or "because" or "as" or "using" or "from";

    private static bool IsRounding(string words) => words.Trim().TrimStart('(')
        .Split(' ')[0].ToLowerInvariant() is "about" or "approx" or "approx." or "approximately" or "around" or "roughly" or "rounded" or "to"
        or "nearest" or "circa" or "ca" or "约" or "大约" or "environ" or "etwa";
}
