using Intervene.Interventions.Claims;

namespace Intervene.Interventions;

/// <summary>Evaluates plain arithmetic: numbers, + - * /, parentheses, with the usual precedence.</summary>
internal sealed class Arithmetic
{
    private readonly string _text;
    private int _at;

    private Arithmetic(string text) => _text = text;

    /// <summary>The value of an expression without blanks, or null where it is malformed or divides by zero.</summary>
    public static Rational? Evaluate(string expression)
    {
        var parser = new Arithmetic(expression);
        var value = parser.Sum();
        return parser._at == expression.Length ? value : null;
    }

    private char Peek => _at < _text.Length ? _text[_at] : '\0';

    private Rational? Sum()
    {
        var value = Product();
        while (value is not null && Peek is '+' or '-')
        {
            var add = _text[_at++] == '+';
            var right = Product();
            value = right is null || value is null ? null : add ? value + right : value - right;
        }

        return value;
    }

    private Rational? Product()
    {
        var value = Factor();
        while (value is not null && Peek is '*' or '/')
        {
            var times = _text[_at++] == '*';
            var right = Factor();
            value = right is null || value is null || (!times && right.Value.Numerator.IsZero) ? null : times ? value * right : value / right;
        }

        return value;
    }

    private Rational? Factor()
    {
        if (Peek == '-')
        {
            _at++;
            return Factor() is { } negated ? new Rational(-negated.Numerator, negated.Denominator) : null;
        }

        if (Peek == '(')
        {
            _at++;
            var inner = Sum();
            return Peek == ')' && _at++ >= 0 ? inner : null;
        }

        var start = _at;
        while (char.IsAsciiDigit(Peek) || Peek is '.' or ',')
        {
            _at++;
        }

        return _at == start ? null : Rational.Parse(_text[start.._at]);
    }
}
