using System.Globalization;

namespace Intervene.Interventions.Claims;

/// <summary>Cuts a step into numbers, operators, relations and words, prose and LaTeX alike; every piece knows where it stands.</summary>
internal sealed class ClaimLexer
{
    private readonly string _text;
    private readonly List<ClaimToken> _tokens = [];
    private readonly bool[] _formula;
    private int _at;
    private bool _spaced;

    private ClaimLexer(string text) => (_text, _formula) = (text, MathSpans.Of(text));

    /// <summary>The pieces of a text, in order.</summary>
    public static IReadOnlyList<ClaimToken> Read(string text)
    {
        var lexer = new ClaimLexer(text);
        while (lexer._at < text.Length)
        {
            lexer.One();
        }

        return lexer._tokens;
    }

    /// <summary>Whether a word such as "times" calculates: not where more words follow, or nothing, as in "6 times longer".</summary>
    private bool Operates(int end)
    {
        while (end < _text.Length && char.IsWhiteSpace(_text[end]))
        {
            end++;
        }

        return end < _text.Length && !(_text[end] is ',' or ';' or ')' or '?' or '!')
            && !(_text[end] == '.' && !(end + 1 < _text.Length && char.IsAsciiDigit(_text[end + 1])))
            && !(char.IsLetter(_text[end]) && end + 1 < _text.Length && char.IsLetter(_text[end + 1]));
    }

    private char Ahead(int offset) => _at + offset < _text.Length && _at + offset >= 0 ? _text[_at + offset] : '\0';

    private void Add(ClaimTokenKind kind, string spelling, int length)
    {
        _tokens.Add(new ClaimToken(kind, spelling, _at, _at + length) { Spaced = _spaced });
        _at += length;
        _spaced = false;
    }

    private void Skip(int length)
    {
        _at += length;
        _spaced = true;
    }

    private void One()
    {
        var c = _text[_at];
        if (char.IsAsciiDigit(c) || (c == '.' && char.IsAsciiDigit(Ahead(1)) && !char.IsLetterOrDigit(Ahead(-1))))
        {
            Number();
        }
        else if (char.IsLetter(c))
        {
            Letters();
        }
        else if (c == '\\')
        {
            Command();
        }
        else
        {
            Symbol(c);
        }
    }

    private void Number()
    {
        var end = _at;
        while (end < _text.Length && char.IsAsciiDigit(_text[end]))
        {
            end++;
        }

        var whole = end - _at;
        while (whole <= 3 && Thousands(end) is var skip and > 0)
        {
            end += skip;
        }

        var decimals = -1;
        if (end + 1 < _text.Length && _text[end] == '.' && char.IsAsciiDigit(_text[end + 1]))
        {
            var point = end++;
            while (end < _text.Length && char.IsAsciiDigit(_text[end]))
            {
                end++;
            }

            decimals = end - point - 1;
        }

        var digits = string.Concat(_text[_at..end].Where(c => char.IsAsciiDigit(c) || c == '.'));
        var ordinal = end + 1 < _text.Length && _text.AsSpan(end) is var rest
            && (rest.StartsWith("st") || rest.StartsWith("nd") || rest.StartsWith("rd") || rest.StartsWith("th"))
            && (rest.Length == 2 || !char.IsLetter(rest[2]));
        if (ordinal || digits.Length > 60)
        {
            Add(ClaimTokenKind.Other, digits, end - _at + (ordinal ? 2 : 0));
            return;
        }

        _tokens.Add(new ClaimToken(ClaimTokenKind.Number, digits, _at, end)
        {
            Value = Rational.Parse(digits),
            Decimals = decimals,
            Spaced = _spaced
        });
        (_at, _spaced) = (end, false);
    }

    /// <summary>The length of a separator of thousands and its three digits: <c>,000</c>, <c>{,}000</c> or <c>\,000</c>.</summary>
    private int Thousands(int end)
    {
        var rest = _text.AsSpan(end);
        var sign = rest.StartsWith("{,}") ? 3 : rest.StartsWith("\\,") || rest.StartsWith("\\!") ? 2 : rest.StartsWith(",\\!") ? 3
            : rest.StartsWith(",") ? 1 : 0;
        if (sign == 0 || rest.Length < sign + 3)
        {
            return 0;
        }

        for (var i = sign; i < sign + 3; i++)
        {
            if (!char.IsAsciiDigit(rest[i]))
            {
                return 0;
            }
        }

        return rest.Length > sign + 3 && char.IsAsciiDigit(rest[sign + 3]) ? 0 : sign + 3;
    }

    private void Letters()
    {
        var end = _at;
        while (end < _text.Length
            && (char.IsLetter(_text[end]) || (_text[end] is '\'' or '’' && end + 1 < _text.Length && char.IsLetter(_text[end + 1]))
            || (_text[end] == '-' && !_formula[_at] && end + 1 < _text.Length && end - _at > 1 && char.IsLetter(_text[end + 1]))))
        {
            end++;
        }

        var run = _text[_at..end];
        var glued = !_spaced && _tokens.Count > 0 && _tokens[^1].Kind == ClaimTokenKind.Number && _tokens[^1].End == _at;
        if (run.Length == 1)
        {
            Single(run);
        }
        else if (ClaimWords.Functions.Contains(run.ToLowerInvariant()))
        {
            Add(ClaimTokenKind.Function, run.ToLowerInvariant(), run.Length);
        }
        else if (ClaimWords.Operators.TryGetValue(run.ToLowerInvariant(), out var sign) && (sign == "mod" || Operates(_at + run.Length)))
        {
            Add(ClaimTokenKind.Operator, sign, run.Length);
        }
        else if (run[0] == 'x' && glued && char.IsAsciiDigit(Ahead(1)))
        {
            Add(ClaimTokenKind.Operator, "*", 1);
        }
        else if (!ClaimWords.IsUnit(run) && !ClaimWords.IsSmall(run) && (glued || (run.Length <= 3 && (_formula[_at] || run.Length == 2))))
        {
            Add(ClaimTokenKind.Letter, run, run.Length);
        }
        else
        {
            Add(ClaimTokenKind.Word, run.ToLowerInvariant(), run.Length);
        }
    }

    private void Single(string letter)
    {
        var next = _at + 1;
        while (next < _text.Length && _text[next] == ' ')
        {
            next++;
        }

        var number = _tokens.Count > 0 && _tokens[^1] is { Kind: ClaimTokenKind.Number or ClaimTokenKind.Close };
        var follows = next < _text.Length && (char.IsAsciiDigit(_text[next]) || _text[next] is '(' or '$' or '.');
        if (letter is "x" or "X" && number && follows)
        {
            Add(ClaimTokenKind.Operator, "*", 1);
        }
        else if (!_formula[_at] && letter is "a" or "A" or "I" && next > _at + 1 && next < _text.Length && char.IsLetter(_text[next]))
        {
            Add(ClaimTokenKind.Word, letter.ToLowerInvariant(), 1);
        }
        else
        {
            Add(ClaimTokenKind.Letter, letter, 1);
        }
    }

    private void Symbol(char c)
    {
        var rest = _text.AsSpan(_at);
        foreach (var (spelling, kind, meaning) in ClaimSymbols.Signs)
        {
            if (rest.StartsWith(spelling, StringComparison.Ordinal))
            {
                Sign(spelling, kind, meaning);
                return;
            }
        }

        if (char.IsWhiteSpace(c))
        {
            Skip(1);
        }
        else
        {
            Add(ClaimTokenKind.Other, c.ToString(), 1);
        }
    }

    private void Sign(string spelling, ClaimTokenKind? kind, string meaning)
    {
        if (kind is null)
        {
            Skip(spelling.Length);
        }
        else if (spelling is "**" && !(char.IsLetterOrDigit(Ahead(-1)) && char.IsLetterOrDigit(Ahead(2))))
        {
            Skip(2);
        }
        else if (meaning == "-" && LineStart() && Ahead(spelling.Length) == ' ')
        {
            // A dash that opens a line is a bullet.
            Add(ClaimTokenKind.Break, "\n", spelling.Length);
        }
        else if (meaning == "*" && LineStart() && Ahead(spelling.Length) == ' ')
        {
            Add(ClaimTokenKind.Break, "\n", spelling.Length);
        }
        else
        {
            Add(kind.Value, meaning, spelling.Length);
        }
    }

    private bool LineStart()
    {
        var i = _at - 1;
        while (i >= 0 && _text[i] is ' ' or '\t')
        {
            i--;
        }

        return i < 0 || _text[i] == '\n';
    }

    private void Command()
    {
        var c = Ahead(1);
        if (!char.IsAsciiLetter(c))
        {
            Escaped(c);
            return;
        }

        var end = _at + 1;
        while (end < _text.Length && char.IsAsciiLetter(_text[end]))
        {
            end++;
        }

        var name = _text[(_at + 1)..end];
        if (name is "text" or "textbf" or "mathrm" or "mbox" or "textrm" or "operatorname" or "mathbf" or "textit" or "textsf" or "mathit" or "rm"
            && end < _text.Length && _text[end] == '{')
        {
            Embedded(name, end);
        }
        else if (ClaimSymbols.Commands.TryGetValue(name, out var command))
        {
            if (command.Kind is { } kind)
            {
                Add(kind, command.Meaning, end - _at);
            }
            else
            {
                Skip(end - _at);
            }
        }
        else if (name is "begin" or "end")
        {
            var close = end < _text.Length && _text[end] == '{' ? _text.IndexOf('}', end) : -1;
            var rows = close > end
                && _text[(end + 1)..close].TrimEnd('*') is
                "matrix" or "pmatrix" or "bmatrix" or "vmatrix" or "Bmatrix" or "cases" or "array" or "tabular";
            Add(rows ? ClaimTokenKind.Other : ClaimTokenKind.Break, rows ? name : "\n", (close < 0 ? end : close + 1) - _at);
        }
        else
        {
            Add(ClaimTokenKind.Other, name, end - _at);
        }
    }

    private void Escaped(char c)
    {
        switch (c)
        {
            case '\\':
                Add(ClaimTokenKind.Break, "\n", 2);
                break;
            case '[' or ']':
                Add(ClaimTokenKind.Break, "display", 2);
                break;
            case ')':
                // Formulas that touch are two formulas; a word or a sign between them goes on with the first.
                Skip(2);
                break;
            case '%':
                Add(ClaimTokenKind.Operator, "%", 2);
                break;
            case '*':
                Add(ClaimTokenKind.Operator, "*", 2);
                break;
            case '{' or '}' or '|' or '_' or '#':
                Add(ClaimTokenKind.Other, c.ToString(CultureInfo.InvariantCulture), 2);
                break;
            default:
                Skip(c == '\0' ? 1 : 2);
                break;
        }
    }

    /// <summary>The words of <c>\text{…}</c>, read as prose.</summary>
    private void Embedded(string name, int open)
    {
        var close = _text.IndexOf('}', open);
        var inner = close < 0 ? "" : _text[(open + 1)..close];
        if (name is "operatorname" or "mathrm" && ClaimWords.Functions.Contains(inner.Trim()))
        {
            Add(ClaimTokenKind.Function, inner.Trim(), close + 1 - _at);
            return;
        }

        var end = close < 0 ? _text.Length : close + 1;
        if (inner.Length == 0 || inner.Contains('{', StringComparison.Ordinal))
        {
            Add(ClaimTokenKind.Other, name, end - _at);
            return;
        }

        var (start, spaced) = (open + 1, true);
        foreach (var token in Read(inner))
        {
            _tokens.Add(token with { Start = token.Start + start, End = token.End + start, Spaced = token.Spaced || spaced });
            spaced = false;
        }

        (_at, _spaced) = (end, true);
    }
}
