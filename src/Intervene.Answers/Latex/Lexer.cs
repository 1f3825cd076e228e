namespace Intervene.Answers.Latex;

/// <summary>Cuts LaTeX or plain mathematics into tokens, in one pass and without rewriting the text.</summary>
internal sealed class Lexer
{
    private const int MostTokens = 2048;

    private const int DeepestText = 20;

    private static readonly string[] Pairs = ["<=", ">=", "!=", "==", "**", "->", "..."];

    private static readonly string[] Singles = [.. Enumerable.Range(0, 128).Select(static c => ((char)c).ToString())];

    private readonly string text;
    private readonly List<Token> tokens = [];
    private int at;
    private int environments;
    private readonly int nested;
    private int lists;
    private bool space;

    private Lexer(string text, int nested = 0)
    {
        this.text = text;
        this.nested = nested < DeepestText ? nested : throw new ParseException("text nested deeper than 20");
    }

    /// <summary>The tokens of a formula, closed by an end token.</summary>
    /// <exception cref="ParseException">The formula is longer than the limits.</exception>
    public static List<Token> Read(string formula, Fuel fuel)
    {
        Lexer lexer = new(Characters.Normalise(formula));
        fuel.Charge(formula.Length);
        lexer.All();
        lexer.tokens.Add(new Token(TokenKind.End, "", lexer.space));
        return lexer.tokens;
    }

    private void All()
    {
        while (at < text.Length)
        {
            One();
            if (tokens.Count > MostTokens)
            {
                throw new ParseException("more than 2,048 tokens");
            }
        }
    }

    private void One()
    {
        char c = text[at];
        if (char.IsWhiteSpace(c) || c is '$' or '~')
        {
            space = true;
            at++;
        }
        else if (char.IsAsciiDigit(c) || (c == '.' && at + 1 < text.Length && (char.IsAsciiDigit(text[at + 1]) || text.AsSpan(at + 1).StartsWith("\\overline", StringComparison.Ordinal))))
        {
            Token number = Numerals.Read(text, ref at, space, lists > 0);
            tokens.Add(number);
            space = false;
        }
        else if (c == '\\')
        {
            Command();
        }
        else if (char.IsLetter(c))
        {
            Letters();
        }
        else if (c == '&' && environments == 0)
        {
            at++;
        }
        else
        {
            Symbol();
        }
    }

    private void Add(TokenKind kind, string spelling)
    {
        tokens.Add(new Token(kind, spelling, space));
        space = false;
    }

    private void Symbol()
    {
        ReadOnlySpan<char> rest = text.AsSpan(at);
        foreach (string two in Pairs)
        {
            if (rest.StartsWith(two, StringComparison.Ordinal))
            {
                at += two.Length;
                switch (two)
                {
                    case "<=": Add(TokenKind.Command, "le"); break;
                    case ">=": Add(TokenKind.Command, "ge"); break;
                    case "!=": Add(TokenKind.Command, "ne"); break;
                    case "==": Add(TokenKind.Symbol, "="); break;
                    case "->": Add(TokenKind.Command, "to"); break;
                    case "...": Add(TokenKind.Command, "ldots"); break;
                    default: Add(TokenKind.Symbol, "^"); break;
                }

                return;
            }
        }

        char c = text[at++];
        lists += c is '(' or '[' ? 1 : c is ')' or ']' && lists > 0 ? -1 : 0;
        Add(TokenKind.Symbol, c < 128 ? Singles[c] : c.ToString());
    }

    private void Letters()
    {
        int start = at;
        while (at < text.Length && char.IsLetter(text[at]))
        {
            at++;
        }

        string run = text[start..at];
        if (run.Length == 2 && tokens.Count > 0 && tokens[^1].Kind == TokenKind.Number && !space && NumberWords.IsSuffix(run))
        {
            return;
        }

        if (run.Length == 1)
        {
            Add(char.IsAscii(run[0]) || run[0] < 0x2e80 ? TokenKind.Letter : TokenKind.Word, run);
        }
        else if (run is "min" or "in" && tokens.Count > 0 && tokens[^1].Kind == TokenKind.Number && text.AsSpan(at).TrimStart() is var after && (after.IsEmpty || after[0] is '.' or '^' or '$'))
        {
            Add(TokenKind.Word, run);
        }
        else if (Words.PlainCommands.Contains(run))
        {
            Add(TokenKind.Command, Words.Canonical(run));
        }
        else if (run.Length >= 4 || !char.IsAscii(run[0]) || Units.IsWord(run) || NumberWords.IsShort(run))
        {
            Add(TokenKind.Word, run);
        }
        else
        {
            foreach (char c in run)
            {
                Add(TokenKind.Letter, c < 128 ? Singles[c] : c.ToString());
            }
        }
    }

    private void Command()
    {
        if (at + 1 >= text.Length)
        {
            at++;
            return;
        }

        char next = text[at + 1];
        if (next == '\\')
        {
            Backslashes();
        }
        else if (!char.IsAsciiLetter(next))
        {
            at += 2;
            Escaped(next);
        }
        else
        {
            int start = ++at;
            while (at < text.Length && char.IsAsciiLetter(text[at]))
            {
                at++;
            }

            string name = text[start..at];
            int known = Words.GluedLength(name);
            at = start + known;
            Named(name[..known]);
        }
    }

    private void Backslashes()
    {
        if (environments > 0)
        {
            at += 2;
            Add(TokenKind.Row, "\\\\");
        }
        else
        {
            at += at + 2 < text.Length && (char.IsAsciiLetter(text[at + 2]) || text[at + 2] is '{' or '}' or '%' or '$' or '(' or ')' or '[' or ']') ? 1 : 2;
            space = true;
        }
    }

    private void Escaped(char c)
    {
        switch (c)
        {
            case '{' or '}':
                lists += c == '{' ? 1 : lists > 0 ? -1 : 0;
                Add(TokenKind.Command, c.ToString());
                break;
            case '|':
                Add(TokenKind.Command, "Vert");
                break;
            case '%':
                Add(TokenKind.Symbol, "%");
                break;
            case '$':
                Add(TokenKind.Word, "dollars");
                break;
            default:
                space = true;
                break;
        }
    }

    private void Named(string name)
    {
        if (name is "begin" or "end")
        {
            string environment = Braced()?.Trim() ?? throw new ParseException("an environment without a name");
            environments += name == "begin" ? 1 : -1;
            environments = Math.Max(0, environments);
            if (environment is "array" or "tabular" && name == "begin")
            {
                Braced();
            }

            Add(name == "begin" ? TokenKind.Begin : TokenKind.EndEnvironment, environment.TrimEnd('*'));
        }
        else if (name is "left" or "right" or "mleft" or "mright" or "middle" && at < text.Length && text[at] == '.')
        {
            at++;
        }
        else if (Words.Skipped.Contains(name))
        {
            space = true;
        }
        else if (Words.TextCommands.Contains(name))
        {
            Text(name);
        }
        else if (name is "boxed" or "fbox")
        {
            space = true;
        }
        else if (name == "char")
        {
            CharCode();
        }
        else
        {
            string canonical = Words.Canonical(name);
            lists += canonical is "{" or "(" or "[" or "langle" ? 1 : canonical is "}" or ")" or "]" or "rangle" && lists > 0 ? -1 : 0;
            TokenKind kind = canonical is "(" or ")" or "[" or "]" or "|" or ":" or "*" or "/" or "<" or ">" ? TokenKind.Symbol
                : canonical is "e" or "i" ? TokenKind.Letter : TokenKind.Command;
            Add(kind, canonical);
        }
    }

    private void CharCode()
    {
        if (at < text.Length && text[at] == '"')
        {
            int start = ++at;
            while (at < text.Length && char.IsAsciiHexDigit(text[at]) && at - start < 6)
            {
                at++;
            }

            Add(TokenKind.Command, text[start..at] is "000190" ? "epsilon" : "char" + text[start..at]);
        }
    }

    private void Text(string command)
    {
        string? content = Braced();
        if (content is null)
        {
            return;
        }

        string bare = content.Trim().Trim('(', ')', '.', ',', ';', ':').Trim();
        if (bare.Length == 0)
        {
            space = true;
        }
        else if (bare.Length == 1 && tokens.Count > 0 && tokens[^1].Kind == TokenKind.Number && !command.StartsWith("mathb", StringComparison.Ordinal) && Units.IsLetter(bare))
        {
            Add(TokenKind.Word, bare);
        }
        else if (bare is "i" or "j" or "k" && command is "mathbf" && (text.Contains("\\mathbf{j}", StringComparison.Ordinal) || text.Contains("\\mathbf{k}", StringComparison.Ordinal)))
        {
            Add(TokenKind.Letter, "vec " + bare);
        }
        else if (bare.Length == 1 && char.IsLetter(bare[0]))
        {
            Add(TokenKind.Letter, bare);
        }
        else if (environments > 0 && bare is "if" or "for" or "when" or "where" or "If" or "For" or "When")
        {
            space = true;
        }
        else if (bare is "and" or "or")
        {
            Add(TokenKind.Command, bare);
        }
        else if (bare is "min" or "in" && tokens.Count > 0 && (tokens[^1].Kind == TokenKind.Number || tokens[^1].Is("}")))
        {
            Add(TokenKind.Word, bare);
        }
        else if (bare.Length is > 2 and < 24 && bare.Contains(',') && bare.Split([',', ' '], StringSplitOptions.RemoveEmptyEntries) is { Length: > 1 } items && Array.TrueForAll(items, static i => i.Length == 1 && char.IsAsciiLetterUpper(i[0])))
        {
            Inner(content);
        }
        else if (Words.PlainCommands.Contains(bare) || Words.Functions.Contains(bare))
        {
            Add(TokenKind.Command, Words.Canonical(bare));
        }
        else if (bare.AsSpan().ContainsAny("0123456789\\=+") || command.StartsWith("math", StringComparison.Ordinal) && bare.AsSpan().ContainsAny("^_{}"))
        {
            Inner(content);
        }
        else
        {
            Add(TokenKind.Word, content.Trim());
        }
    }

    private void Inner(string content)
    {
        Lexer inner = new(content, nested + 1);
        inner.All();
        tokens.AddRange(inner.tokens);
    }

    private string? Braced()
    {
        int i = at;
        while (i < text.Length && char.IsWhiteSpace(text[i]))
        {
            i++;
        }

        if (i >= text.Length || text[i] != '{')
        {
            if (i < text.Length && char.IsLetterOrDigit(text[i]) && i > at)
            {
                at = i + 1;
                return text[i].ToString();
            }

            return null;
        }

        int depth = 0;
        for (int j = i; j < text.Length; j++)
        {
            depth += text[j] == '{' ? 1 : text[j] == '}' ? -1 : 0;
            if (depth == 0)
            {
                at = j + 1;
                return text[(i + 1)..j];
            }
        }

        throw new ParseException("an unclosed brace");
    }
}
