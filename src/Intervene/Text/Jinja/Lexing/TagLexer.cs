using System.Globalization;
using System.Text.RegularExpressions;
using Intervene.Text.Jinja.Values;

namespace Intervene.Text.Jinja.Lexing;

/// <summary>Reads the tokens of one tag up to its end, which does not count inside brackets.</summary>
internal sealed partial class TagLexer(string source, int start, int line, string close)
{
    private static readonly string[] Operators =
        ["//", "**", "==", "!=", ">=", "<=", "+", "-", "/", "*", "%", "~", "[", "]", "(", ")", "{", "}", ">", "<", "=", ".", ":", "|", ",", ";"];

    private readonly Stack<char> _brackets = [];
    private int _position = start;
    private int _line = line;

    /// <summary>The position after the tag's closing delimiter.</summary>
    public int End { get; private set; }

    /// <summary>The sign before the closing delimiter: <c>-</c>, <c>+</c> or a space.</summary>
    public char Sign { get; private set; } = ' ';

    /// <exception cref="JinjaException">What stands there is no token, a bracket is not closed, or the tag does not end.</exception>
    public List<Token> Lex()
    {
        List<Token> tokens = [];
        while (true)
        {
            SkipSpace();
            if (_position >= source.Length)
            {
                throw Fault($"unexpected end of template, expected '{close}'");
            }

            if (_brackets.Count == 0 && IsEnd())
            {
                tokens.Add(new(TokenKind.End, "", _line));
                return tokens;
            }

            tokens.Add(Next(tokens));
        }
    }

    private bool IsEnd()
    {
        var signed = source[_position] == '-' || (source[_position] == '+' && close == "%}") ? 1 : 0;
        if (!source.AsSpan(_position + signed).StartsWith(close, StringComparison.Ordinal))
        {
            return false;
        }

        Sign = signed == 1 ? source[_position] : ' ';
        End = _position + signed + close.Length;
        return true;
    }

    private Token Next(List<Token> before)
    {
        var first = source[_position];
        if (first is '"' or '\'')
        {
            return String();
        }

        if (char.IsAsciiDigit(first))
        {
            return Number(afterDot: before.Count > 0 && before[^1].IsOperator("."));
        }

        if (first == '_' || char.IsLetter(first))
        {
            return Take(TokenKind.Name, NamePattern().Match(source, _position).Length, null);
        }

        foreach (var symbol in Operators)
        {
            if (source.AsSpan(_position).StartsWith(symbol, StringComparison.Ordinal))
            {
                Balance(symbol[0]);
                return Take(TokenKind.Operator, symbol.Length, null);
            }
        }

        throw Fault($"unexpected char '{first}'");
    }

    private Token String()
    {
        var quote = source[_position];
        var end = _position + 1;
        while (end < source.Length && source[end] != quote)
        {
            end += source[end] == '\\' ? 2 : 1;
        }

        if (end >= source.Length)
        {
            throw Fault("a string does not end");
        }

        var value = StringEscapes.Decode(source[(_position + 1)..end]);
        return Take(TokenKind.String, end + 1 - _position, value);
    }

    private Token Number(bool afterDot)
    {
        var real = afterDot ? Match.Empty : FloatPattern().Match(source, _position);
        if (real.Success)
        {
            return Take(TokenKind.Float, real.Length, double.Parse(real.Value.Replace("_", ""), CultureInfo.InvariantCulture));
        }

        var match = IntegerPattern().Match(source, _position);
        var digits = match.Value.Replace("_", "");
        return PythonNumbers.TryInteger(digits, numberBase: 0, out var value)
            ? Take(TokenKind.Integer, match.Length, value)
            : throw Fault($"the number {digits[..Math.Min(20, digits.Length)]}… is too large");
    }

    private void Balance(char symbol)
    {
        if (symbol is '(' or '[' or '{')
        {
            _brackets.Push(symbol switch { '(' => ')', '[' => ']', _ => '}' });
        }
        else if (symbol is ')' or ']' or '}' && !(_brackets.TryPop(out var expected) && expected == symbol))
        {
            throw Fault($"unexpected '{symbol}'");
        }
    }

    private Token Take(TokenKind kind, int length, object? value)
    {
        var token = new Token(kind, source.Substring(_position, length), _line, value);
        _line += token.Text.AsSpan().Count('\n');
        _position += length;
        return token;
    }

    private void SkipSpace()
    {
        for (; _position < source.Length && PythonText.IsSpace(source[_position]); _position++)
        {
            _line += source[_position] == '\n' ? 1 : 0;
        }
    }

    private JinjaException Fault(string message)
    {
        var from = Math.Max(0, _position - 30);
        return JinjaException.Syntax(message, _line, source.Substring(from, Math.Min(60, source.Length - from)));
    }

    [GeneratedRegex(@"\G\w+")]
    private static partial Regex NamePattern();

    [GeneratedRegex(@"\G(?:[0-9]+_)*[0-9]+(?:(?:\.(?:[0-9]+_)*[0-9]+)?[eE][+\-]?(?:[0-9]+_)*[0-9]+|\.(?:[0-9]+_)*[0-9]+)")]
    private static partial Regex FloatPattern();

    [GeneratedRegex(@"\G(?:0[bB](?:_?[01])+|0[oO](?:_?[0-7])+|0[xX](?:_?[0-9a-fA-F])+|[1-9](?:_?[0-9])*|0(?:_?0)*)")]
    private static partial Regex IntegerPattern();
}
