namespace Intervene.Answers.Latex;

/// <summary>Cuts LaTeX or plain mathematics into tokens, in one pass and without rewriting the text.</summary>
internal sealed class Lexer
{
    private const int MostTokens = 2048;

    private const int DeepestText = 20;

    private static readonly string[] Pairs = ["<=", ">=", "!=", "==", "**", "->", "..."];

    private static readonly string[] Singles = [.. Enumerable.Range(0, 128).Select(static c => ((char)c).ToString())];

    private readonly string _text;
    private readonly List<Token> _tokens = [];
    private int _at;
    private int _environments;
    private readonly int _nested;
    private int _lists;
    private bool _space;

    private Lexer(string text, int nested = 0)
    {
        _text = text;
        _nested = nested < DeepestText ? nested : throw new ParseException("text nested deeper than 20");
    }

    /// <summary>The tokens of a formula, closed by an end token.</summary>
    /// <exception cref="ParseException">The formula is longer than the limits.</exception>
    public static List<Token> Read(string formula, Fuel fuel)
    {
        Lexer lexer = new(Characters.Normalise(formula));
        fuel.Charge(formula.Length);
        lexer.All();
        lexer._tokens.Add(new Token(TokenKind.End, "", lexer._space));
        return lexer._tokens;
    }

    private void All()
    {
        while (_at < _text.Length)
        {
            One();
            if (_tokens.Count > MostTokens)
            {
                throw new ParseException("more than 2,048 tokens");
            }
        }
    }

    private void One()
    {
        var c = _text[_at];
        if (char.IsWhiteSpace(c) || c is '$' or '~')
        {
            _space = true;
            _at++;
        }
        else if (char.IsAsciiDigit(c) || (c == '.' && _at + 1 < _text.Length && (char.IsAsciiDigit(_text[_at + 1]) || _text.AsSpan(_at + 1).StartsWith("\\overline", StringComparison.Ordinal))))
        {
            var number = Numerals.Read(_text, ref _at, _space, _lists > 0);
            _tokens.Add(number);
            _space = false;
        }
        else if (c == '\\')
        {
            Command();
        }
        else if (char.IsLetter(c))
        {
            Letters();
        }
        else if (c == '&' && _environments == 0)
        {
            _at++;
        }
        else
        {
            Symbol();
        }
    }

    private void Add(TokenKind kind, string spelling)
    {
        _tokens.Add(new Token(kind, spelling, _space));
        _space = false;
    }

    private void Symbol()
    {
        var rest = _text.AsSpan(_at);
        foreach (var two in Pairs)
        {
            if (rest.StartsWith(two, StringComparison.Ordinal))
            {
                _at += two.Length;
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

        var c = _text[_at++];
        _lists += c is '(' or '[' ? 1 : c is ')' or ']' && _lists > 0 ? -1 : 0;
        Add(TokenKind.Symbol, c < 128 ? Singles[c] : c.ToString());
    }

    private void Letters()
    {
        var start = _at;
        while (_at < _text.Length && char.IsLetter(_text[_at]))
        {
            _at++;
        }

        var run = _text[start.._at];
        if (run.Length == 2 && _tokens.Count > 0 && _tokens[^1].Kind == TokenKind.Number && !_space && NumberWords.IsSuffix(run))
        {
            return;
        }

        if (run.Length == 1)
        {
            Add(char.IsAscii(run[0]) || run[0] < 0x2e80 ? TokenKind.Letter : TokenKind.Word, run);
        }
        else if (run is "min" or "in" && _tokens.Count > 0 && _tokens[^1].Kind == TokenKind.Number && _text.AsSpan(_at).TrimStart() is var after && (after.IsEmpty || after[0] is '.' or '^' or '$'))
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
            foreach (var c in run)
            {
                Add(TokenKind.Letter, c < 128 ? Singles[c] : c.ToString());
            }
        }
    }

    private void Command()
    {
        if (_at + 1 >= _text.Length)
        {
            _at++;
            return;
        }

        var next = _text[_at + 1];
        if (next == '\\')
        {
            Backslashes();
        }
        else if (!char.IsAsciiLetter(next))
        {
            _at += 2;
            Escaped(next);
        }
        else
        {
            var start = ++_at;
            while (_at < _text.Length && char.IsAsciiLetter(_text[_at]))
            {
                _at++;
            }

            var name = _text[start.._at];
            var known = Words.GluedLength(name);
            _at = start + known;
            Named(name[..known]);
        }
    }

    private void Backslashes()
    {
        if (_environments > 0)
        {
            _at += 2;
            Add(TokenKind.Row, "\\\\");
        }
        else
        {
            _at += _at + 2 < _text.Length && (char.IsAsciiLetter(_text[_at + 2]) || _text[_at + 2] is '{' or '}' or '%' or '$' or '(' or ')' or '[' or ']') ? 1 : 2;
            _space = true;
        }
    }

    private void Escaped(char c)
    {
        switch (c)
        {
            case '{' or '}':
                _lists += c == '{' ? 1 : _lists > 0 ? -1 : 0;
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
                _space = true;
                break;
        }
    }

    private void Named(string name)
    {
        if (name is "begin" or "end")
        {
            var environment = Braced()?.Trim() ?? throw new ParseException("an environment without a name");
            _environments += name == "begin" ? 1 : -1;
            _environments = Math.Max(0, _environments);
            if (environment is "array" or "tabular" && name == "begin")
            {
                Braced();
            }

            Add(name == "begin" ? TokenKind.Begin : TokenKind.EndEnvironment, environment.TrimEnd('*'));
        }
        else if (name is "left" or "right" or "mleft" or "mright" or "middle" && _at < _text.Length && _text[_at] == '.')
        {
            _at++;
        }
        else if (Words.Skipped.Contains(name))
        {
            _space = true;
        }
        else if (Words.TextCommands.Contains(name))
        {
            Text(name);
        }
        else if (name is "boxed" or "fbox")
        {
            _space = true;
        }
        else if (name == "char")
        {
            CharCode();
        }
        else
        {
            var canonical = Words.Canonical(name);
            _lists += canonical is "{" or "(" or "[" or "langle" ? 1 : canonical is "}" or ")" or "]" or "rangle" && _lists > 0 ? -1 : 0;
            var kind = canonical is "(" or ")" or "[" or "]" or "|" or ":" or "*" or "/" or "<" or ">" ? TokenKind.Symbol
                : canonical is "e" or "i" ? TokenKind.Letter : TokenKind.Command;
            Add(kind, canonical);
        }
    }

    private void CharCode()
    {
        if (_at < _text.Length && _text[_at] == '"')
        {
            var start = ++_at;
            while (_at < _text.Length && char.IsAsciiHexDigit(_text[_at]) && _at - start < 6)
            {
                _at++;
            }

            Add(TokenKind.Command, _text[start.._at] is "000190" ? "epsilon" : "char" + _text[start.._at]);
        }
    }

    private void Text(string command)
    {
        var content = Braced();
        if (content is null)
        {
            return;
        }

        var bare = content.Trim().Trim('(', ')', '.', ',', ';', ':').Trim();
        if (bare.Length == 0)
        {
            _space = true;
        }
        else if (bare.Length == 1 && _tokens.Count > 0 && _tokens[^1].Kind == TokenKind.Number && !command.StartsWith("mathb", StringComparison.Ordinal) && Units.IsLetter(bare))
        {
            Add(TokenKind.Word, bare);
        }
        else if (bare is "i" or "j" or "k" && command is "mathbf" && (_text.Contains("\\mathbf{j}", StringComparison.Ordinal) || _text.Contains("\\mathbf{k}", StringComparison.Ordinal)))
        {
            Add(TokenKind.Letter, "vec " + bare);
        }
        else if (bare.Length == 1 && char.IsLetter(bare[0]))
        {
            Add(TokenKind.Letter, bare);
        }
        else if (_environments > 0 && bare is "if" or "for" or "when" or "where" or "If" or "For" or "When")
        {
            _space = true;
        }
        else if (bare is "and" or "or")
        {
            Add(TokenKind.Command, bare);
        }
        else if (bare is "min" or "in" && _tokens.Count > 0 && (_tokens[^1].Kind == TokenKind.Number || _tokens[^1].Is("}")))
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
        Lexer inner = new(content, _nested + 1);
        inner.All();
        _tokens.AddRange(inner._tokens);
    }

    private string? Braced()
    {
        var i = _at;
        while (i < _text.Length && char.IsWhiteSpace(_text[i]))
        {
            i++;
        }

        if (i >= _text.Length || _text[i] != '{')
        {
            if (i < _text.Length && char.IsLetterOrDigit(_text[i]) && i > _at)
            {
                _at = i + 1;
                return _text[i].ToString();
            }

            return null;
        }

        var depth = 0;
        for (var j = i; j < _text.Length; j++)
        {
            depth += _text[j] == '{' ? 1 : _text[j] == '}' ? -1 : 0;
            if (depth == 0)
            {
                _at = j + 1;
                return _text[(i + 1)..j];
            }
        }

        throw new ParseException("an unclosed brace");
    }
}
