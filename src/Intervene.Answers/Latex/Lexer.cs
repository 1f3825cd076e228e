using Intervene.Answers.Numbers;

namespace Intervene.Answers.Latex;

/// <summary>Cuts LaTeX or plain mathematics into tokens, in one pass and without rewriting the text.</summary>
internal sealed class Lexer
{
    private const int MostTokens = 2048;

    /// <summary>Where the letters of Chinese, Japanese and Korean begin.</summary>
    private const char Han = '\u2e80';

    private static readonly string[] Pairs = ["<=", ">=", "!=", "==", "**", "->", "..."];

    private static readonly string[] Singles = [.. Enumerable.Range(0, 128).Select(static c => ((char)c).ToString())];

    private readonly Scan _scan;
    private readonly CommandLexer _commands;

    public Lexer(Scan scan)
    {
        _scan = scan;
        _commands = new CommandLexer(scan);
    }

    /// <summary>The tokens of a formula, closed by an end token.</summary>
    /// <exception cref="ParseException">The formula is longer than the limits.</exception>
    public static List<Token> Read(string formula, Fuel fuel)
    {
        Scan scan = new(Characters.Normalise(formula), 0, false);
        fuel.Charge(formula.Length);
        new Lexer(scan).All();
        scan.Tokens.Add(new Token(TokenKind.End, "", scan.Space));
        return scan.Tokens;
    }

    public void All()
    {
        while (_scan.At < _scan.Text.Length)
        {
            One();
            if (_scan.Tokens.Count > MostTokens)
            {
                throw new ParseException("more than 2,048 tokens");
            }
        }
    }

    private void One()
    {
        var c = _scan.Text[_scan.At];
        if (char.IsWhiteSpace(c) || c is '$' or '~')
        {
            _scan.Space = true;
            _scan.At++;
        }
        else if (char.IsAsciiDigit(c) || (c == '.' && _scan.At + 1 < _scan.Text.Length
            && (char.IsAsciiDigit(_scan.Text[_scan.At + 1]) || _scan.Text.AsSpan(_scan.At + 1).StartsWith("\\overline", StringComparison.Ordinal))))
        {
            _scan.Tokens.Add(Numerals.Read(_scan.Text, ref _scan.At, _scan.Space, _scan.Lists > 0));
            _scan.Space = false;
        }
        else if (c == '\\')
        {
            _commands.Read();
        }
        else if (char.IsLetter(c))
        {
            Letters();
        }
        else if (c == '&' && (_scan.Environments == 0 || _scan.Aligned))
        {
            _scan.At++;
        }
        else
        {
            Symbol();
        }
    }

    private void Symbol()
    {
        var rest = _scan.Text.AsSpan(_scan.At);
        foreach (var two in Pairs)
        {
            if (rest.StartsWith(two, StringComparison.Ordinal))
            {
                _scan.At += two.Length;
                switch (two)
                {
                    case "<=": _scan.Add(TokenKind.Command, "le"); break;
                    case ">=": _scan.Add(TokenKind.Command, "ge"); break;
                    case "!=": _scan.Add(TokenKind.Command, "ne"); break;
                    case "==": _scan.Add(TokenKind.Symbol, "="); break;
                    case "->": _scan.Add(TokenKind.Command, "to"); break;
                    case "...": _scan.Add(TokenKind.Command, "ldots"); break;
                    default: _scan.Add(TokenKind.Symbol, "^"); break;
                }

                return;
            }
        }

        if (rest.StartsWith("+/-", StringComparison.Ordinal) || rest.StartsWith("+-", StringComparison.Ordinal) && rest.Length > 2
            && !_scan.Tokens.Exists(static t => t.Kind == TokenKind.Number))
        {
            _scan.At += rest[1] == '/' ? 3 : 2;
            _scan.Add(TokenKind.Command, "pm");
            return;
        }

        // Empty braces set nothing, except as the foot of scripts and as an argument.
        if (rest.StartsWith("{}", StringComparison.Ordinal) && !(rest.Length > 2 && rest[2] is '_' or '^')
            && !(_scan.Tokens.Count > 0 && (_scan.Tokens[^1].Kind == TokenKind.Command || _scan.Tokens[^1].Text is "^" or "_" or "}")))
        {
            _scan.At += 2;
            _scan.Space = true;
            return;
        }

        // Braces around a comma, colon or point only keep TeX from setting a space.
        if (rest.Length > 2 && rest[0] == '{' && rest[2] == '}' && rest[1] is ',' or ':' or ';' or '.' or '=' or '<' or '>' or '-' or '+')
        {
            _scan.At += 3;
            _scan.Add(TokenKind.Symbol, Singles[rest[1]]);
            return;
        }

        var c = _scan.Text[_scan.At++];
        if (c == '.' && !_scan.Space && _scan.Tokens.Count > 0 && _scan.Tokens[^1].Kind == TokenKind.Word)
        {
            _scan.Space = true;
            return;
        }

        _scan.Lists += c is '(' or '[' ? 1 : c is ')' or ']' && _scan.Lists > 0 ? -1 : 0;
        _scan.Add(TokenKind.Symbol, c < 128 ? Singles[c] : c.ToString());
    }

    private void Letters()
    {
        var start = _scan.At;
        while (_scan.At < _scan.Text.Length && char.IsLetter(_scan.Text[_scan.At]) && _scan.Text[_scan.At] >= Han == _scan.Text[start] >= Han)
        {
            _scan.At++;
        }

        var run = _scan.Text[start.._scan.At];
        if (run is "a" or "p" or "A" or "P" && _scan.AfterNumber && EndsHalfDay())
        {
            _scan.Add(TokenKind.Word, run is "a" or "A" ? "am" : "pm");
            return;
        }

        if (run.Length == 2 && _scan.AfterNumber && !_scan.Space && NumberWords.IsSuffix(run))
        {
            return;
        }

        var spaced = _scan.Space || _scan.Tokens.Count == 0;
        if (run is "x" or "X" && _scan.AfterNumber && _scan.Text.AsSpan(_scan.At).TrimStart() is var power
            && (power.StartsWith("10^", StringComparison.Ordinal) || power.StartsWith("10**", StringComparison.Ordinal)))
        {
            _scan.Add(TokenKind.Symbol, "*");
        }
        else if (run == "U" && _scan.Tokens.Count > 0 && _scan.Tokens[^1].Text is ")" or "]" or "["
            && _scan.Text.AsSpan(_scan.At).TrimStart() is { Length: > 0 } interval && interval[0] is '(' or '[' or ']')
        {
            _scan.Add(TokenKind.Command, "cup");
        }
        else if (Joins.Of(run, spaced, _scan.Prose) is { } join)
        {
            _scan.Add(TokenKind.Command, join);
        }
        else if (_scan.Prose && run is "a" or "A" && IsBeforeWord())
        {
            _scan.Add(TokenKind.Word, run);
        }
        else if (run.Length == 1)
        {
            _scan.Add(Scan.IsVariable(run[0]) ? TokenKind.Letter : TokenKind.Word, run);
        }
        else if (run is "min" or "in" && _scan.AfterNumber && _scan.Text.AsSpan(_scan.At).TrimStart() is var after
            && (after.IsEmpty || after[0] is '.' or '^' or '$' or ')'))
        {
            _scan.Add(TokenKind.Word, run);
        }
        else if (run == "in" && spaced && StandsInProse())
        {
            _scan.Add(TokenKind.Word, run);
        }
        else if (Words.PlainCommands.Contains(run) && !(_scan.Prose && run is "in" or "inf" or "oo" or "choose" or "cup"))
        {
            _scan.Add(TokenKind.Command, Words.Canonical(run));
        }
        else if (run.Length >= 4 || _scan.Prose || !char.IsAscii(run[0]) || Units.IsWord(run) || NumberWords.IsShort(run)
            || (spaced && Phrases.IsShort(run) && IsBeforeWord())
            || (spaced && run.Length > 1 && _scan.Tokens.Count > 1 && _scan.Tokens[^1].Kind == TokenKind.Word))
        {
            _scan.Add(TokenKind.Word, run);
        }
        else
        {
            foreach (var c in run)
            {
                _scan.Add(TokenKind.Letter, c < 128 ? Singles[c] : c.ToString());
            }
        }
    }

    /// <summary>Whether a blank and then a word of three letters or more follows.</summary>
    private bool StandsInProse()
    {
        var next = _scan.Text.AsSpan(_scan.At).TrimStart();
        return next.Length < _scan.Text.Length - _scan.At && next.Length > 2 && char.IsAsciiLetterLower(next[0]) && char.IsAsciiLetterLower(next[1])
            && char.IsAsciiLetterLower(next[2]);
    }

    /// <summary>Passes over what follows the first letter of <c>a.m.</c> and <c>p.m.</c>; passes over nothing where something else follows.</summary>
    private bool EndsHalfDay()
    {
        var rest = _scan.Text.AsSpan(_scan.At);
        var next = rest is ['.', ..] ? rest[1..].TrimStart() : default;
        var isParted = next.Length < rest.Length - 1; // 2a. m = 3 is two sentences, 2 p. m. is a time
        if (next is not ['m' or 'M', ..] || (next.Length > 1 && char.IsLetterOrDigit(next[1])) || (isParted && next is not [_, '.', ..]))
        {
            return false;
        }

        _scan.At += rest.Length - next.Length + (next.Length > 1 && next[1] == '.' ? 2 : 1);
        return true;
    }

    /// <summary>Whether a blank and then another word, a number or a formula follows.</summary>
    private bool IsBeforeWord()
    {
        var rest = _scan.Text.AsSpan(_scan.At);
        var next = rest.TrimStart();
        return next.Length > 0 && next.Length < rest.Length && (char.IsLetterOrDigit(next[0]) || next[0] is '\\' or '$' or '(');
    }
}
