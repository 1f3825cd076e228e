using System.Numerics;

namespace Intervene.Interventions.Claims;

/// <summary>Reads and evaluates one expression of numbers: signs, brackets, fractions, powers, roots, percent, units in words.</summary>
/// <remarks>Letters, other commands and ambiguous notation (<c>6/2(3)</c>) are not read; there is no guessing.</remarks>
internal sealed class ArithmeticReader
{
    private const int Deepest = 60;
    private const int MostUnitWords = 5;

    private readonly IReadOnlyList<ClaimToken> _tokens;
    private readonly int _end;
    private readonly List<Rational> _numbers = [];
    private readonly List<string> _units = [];
    private readonly List<PostfixTerm> _postfix = [];
    private ClaimValue? _first;
    private (int Start, int End) _last;
    private int _at;
    private int _operations;
    private int _decimals = -1;
    private int _depth;
    private bool _signed;
    private bool _slash;
    private bool _opaque;

    private ArithmeticReader(IReadOnlyList<ClaimToken> tokens, int start, int end) => (_tokens, _at, _end) = (tokens, start, end);

    /// <summary>The longest expression that begins at a token, or null where none does.</summary>
    public static ArithmeticExpression? Read(IReadOnlyList<ClaimToken> tokens, int start, int end)
    {
        var reader = new ArithmeticReader(tokens, start, end);
        return reader.Sum() is not { } value || !double.IsFinite(value.Approximate) ? null : new ArithmeticExpression
        {
            Value = value,
            End = reader._at,
            Numbers = reader._numbers,
            Postfix = reader._opaque ? null : reader._postfix,
            Operations = reader._operations,
            Units = reader._units,
            Decimals = reader._decimals,
            Signed = reader._signed,
            First = reader._first ?? value,
            Slash = reader._slash,
            LastNumber = reader._last,
        };
    }

    private ClaimToken Peek => Ahead(0);

    private ClaimToken Ahead(int offset) => _at + offset < _end ? _tokens[_at + offset] : new ClaimToken(ClaimTokenKind.Break, "", 0, 0);

    private bool Take(ClaimTokenKind kind, string text)
    {
        var found = Peek.Is(kind, text);
        _at += found ? 1 : 0;
        return found;
    }

    private ClaimValue? Sum()
    {
        if (++_depth > Deepest)
        {
            return null;
        }

        var value = Product();
        while (value is { } left && (Peek.IsOperator("+") || Peek.IsOperator("-")))
        {
            var add = _tokens[_at++].Text == "+";
            _operations++;
            value = Product() is { } right ? add ? left + right : left - right : null;
            Emit(add ? '+' : '-');
        }

        _depth--;
        return value;
    }

    private ClaimValue? Product()
    {
        var value = Signed();
        var (slash, spaced) = (false, false);
        while (value is { } left)
        {
            if (Take(ClaimTokenKind.Operator, "*"))
            {
                value = Signed() is { } right ? left * right : null;
                Emit('*');
            }
            else if (Peek.IsOperator("/"))
            {
                // 2/5 / 1/2 binds by its blanks, which is no rule.
                if (slash && Peek.Spaced != spaced)
                {
                    return null;
                }

                spaced = Peek.Spaced;
                slash = _slash = true;
                _at++;
                value = Signed() is { } right ? ClaimValue.Divide(left, right) : null;
                Emit('/');
            }
            else if (Take(ClaimTokenKind.Operator, "mod"))
            {
                _opaque = true;
                value = Signed() is { Exact: { } right } && left.Exact is { } number && !right.IsZero ? ClaimValue.Of(Remainder(number, right)) : null;
            }
            else if (IsShare && Take(ClaimTokenKind.Word, "of"))
            {
                value = Signed() is { } right ? left * right : null;
                Emit('*');
            }
            else if (Beside)
            {
                // 6/2(3) has two readings.
                value = slash || Power() is not { } right ? null : left * right;
                Emit('*');
            }
            else
            {
                return value;
            }

            _operations++;
        }

        return value;
    }

    /// <summary>Whether "of" here multiplies: after a percent sign or a fraction, and before a number.</summary>
    private bool IsShare => Peek.Is(ClaimTokenKind.Word, "of") && Ahead(1).Kind is ClaimTokenKind.Number && _at > 0
        && (_tokens[_at - 1].IsOperator("%") || (_at > 1 && _tokens[_at - 2].IsOperator("/")) || _tokens[_at - 1].Is(ClaimTokenKind.Close, "}"));

    /// <summary>Whether a factor follows without a sign.</summary>
    private bool Beside => Ahead(-1).Kind != ClaimTokenKind.Word && Peek switch
    {
        { Kind: ClaimTokenKind.Open, Text: "(" or "[" } => Ahead(1).Kind is not ClaimTokenKind.Word,
        { Kind: ClaimTokenKind.Function, Text: "frac" or "sqrt" or "pi" or "binom" } => true,
        _ => false,
    };

    private ClaimValue? Signed()
    {
        if (Take(ClaimTokenKind.Operator, "-"))
        {
            return ++_depth > Deepest ? null : Signed() is { } value ? Leave(-value) : null;
        }

        return Take(ClaimTokenKind.Operator, "+") ? Power() : Power();
    }

    private ClaimValue Leave(ClaimValue value)
    {
        _depth--;
        Emit('~');
        _first = _first is { } first && first == -value ? value : _first;
        return value;
    }

    private ClaimValue? Power()
    {
        var value = Atom();
        while (value is { } radix)
        {
            if (Peek.IsOperator("^") && (Ahead(1).IsOperator("°") || (Ahead(1).Is(ClaimTokenKind.Open, "{") && Ahead(2).IsOperator("°"))))
            {
                _at += Ahead(1).IsOperator("°") ? 2 : 4;
                _signed = true;
            }
            else if (Take(ClaimTokenKind.Operator, "^"))
            {
                _operations++;
                _opaque = true;
                value = Exponent() is { } exponent ? ClaimValue.Power(radix, exponent) : null;
            }
            else if (Peek.IsOperator("²") || Peek.IsOperator("³"))
            {
                _opaque = true;
                _operations++;
                value = ClaimValue.Power(radix, ClaimValue.Of(Rational.Of(_tokens[_at++].Text == "²" ? 2 : 3)));
            }
            else if (Peek.IsOperator("!") && !Peek.Spaced)
            {
                _at++;
                _operations++;
                _opaque = true;
                value = radix.Exact is { IsInteger: true, Sign: >= 0 } n && n.Numerator <= 200 ? ClaimValue.Of(Rational.Of(Factorial((int)n.Numerator))) : null;
            }
            else if (Take(ClaimTokenKind.Operator, "%"))
            {
                _signed = true;
                value = ClaimValue.Divide(radix, ClaimValue.Of(Rational.Of(100)));
                _postfix.Add(new PostfixTerm(Rational.Of(100)));
                Emit('/');
            }
            else if (Take(ClaimTokenKind.Operator, "°"))
            {
                _signed = true;
            }
            else
            {
                return Unit(radix);
            }
        }

        return value;
    }

    /// <summary>Swallows the words that name what is counted: <c>hours</c>, <c>eggs per day</c>, <c>/gallon</c>.</summary>
    private ClaimValue? Unit(ClaimValue value)
    {
        var count = 0;
        while (true)
        {
            if (Peek.Kind == ClaimTokenKind.Word && !ClaimWords.Clauses.Contains(Peek.Text) && !IsShare && !Peek.Is(ClaimTokenKind.Word, "of"))
            {
                switch (Peek.Text)
                {
                    case "hundred" or "thousand" or "million" or "billion" or "trillion" or "dozen" or "remainder" or "percent" or "halves" or "thirds" or "quarters" or "squared" or "cubed" or "choose" or "divided" or "multiplied":
                        return null;
                }

                _units.Add(Singular(Peek.Text));
                _at++;
                count++;
                while (Peek.IsOperator("^") && Ahead(1).Kind == ClaimTokenKind.Number)
                {
                    _at += 2;
                }

                _at += Peek.IsOperator("²") || Peek.IsOperator("³") ? 1 : 0;
            }
            else if (Peek.IsOperator("/") && Ahead(1).Kind == ClaimTokenKind.Word)
            {
                _at++;
            }
            else if (count > 0 && Peek.Is(ClaimTokenKind.Word, "of") && Ahead(1).Kind == ClaimTokenKind.Word)
            {
                // "6 packets of chicken": what is counted has a name of its own.
                _at++;
                count--;
            }
            else if (Remark() is > 0 and var length)
            {
                _at += length;
            }
            else
            {
                return count > MostUnitWords ? null : value;
            }
        }
    }

    /// <summary>The length of a remark in words behind a number, brackets included: <c>45 (today)</c>.</summary>
    private int Remark()
    {
        const int most = 9;
        if (!Peek.Is(ClaimTokenKind.Open, "(") || Ahead(1).Kind != ClaimTokenKind.Word)
        {
            return 0;
        }

        var length = 2;
        while (length < most && Ahead(length).Kind == ClaimTokenKind.Word)
        {
            length++;
        }

        return Ahead(length).Is(ClaimTokenKind.Close, ")") ? length + 1 : 0;
    }

    private static string Singular(string word) => word.Length > 2 && word.EndsWith('s') && !word.EndsWith("ss", StringComparison.Ordinal) ? word[..^1] : word;

    private ClaimValue? Exponent()
    {
        if (Peek.Kind == ClaimTokenKind.Open)
        {
            return Atom();
        }

        var negative = Take(ClaimTokenKind.Operator, "-");
        if (Peek.Kind != ClaimTokenKind.Number)
        {
            return null;
        }

        var number = _tokens[_at++];
        _numbers.Add(number.Value);
        // 2^10 in plain text is a power of ten; a formula would print 2¹0, and whoever writes it means ten too.
        var value = ClaimValue.Of(number.Value);
        return negative ? -value : value;
    }

    private ClaimValue? Atom()
    {
        var token = Peek;
        switch (token.Kind)
        {
            case ClaimTokenKind.Number:
                _at++;
                return Number(token);
            case ClaimTokenKind.Open:
                _at++;
                return Group(token.Text);
            case ClaimTokenKind.Function:
                _at++;
                return Function(token.Text);
            default:
                return null;
        }
    }

    private ClaimValue? Number(ClaimToken token)
    {
        _numbers.Add(token.Value);
        _last = (token.Start, token.End);
        _decimals = Math.Max(_decimals, token.Decimals);
        var value = ClaimValue.Of(token.Value, token.Decimals > 0 ? 0.5 * Math.Pow(10, -token.Decimals) : 0);
        _first ??= value;
        _postfix.Add(new PostfixTerm(token.Value));
        if (token.Decimals < 0 && Mixed() is { } fraction)
        {
            _postfix.Add(new PostfixTerm(fraction.Exact!.Value));
            Emit('+');
            return value + fraction;
        }

        return value;
    }

    /// <summary>The fraction of a mixed number: <c>3 1/2</c>, <c>3\frac{1}{2}</c>.</summary>
    private ClaimValue? Mixed()
    {
        if (Ahead(0) is { Kind: ClaimTokenKind.Number, Spaced: true, Decimals: < 0 } over && Ahead(1).IsOperator("/") && Ahead(2) is { Kind: ClaimTokenKind.Number, Spaced: false, Decimals: < 0 } under
            && over.Value.CompareTo(under.Value) < 0)
        {
            _at += 3;
            return ClaimValue.Of(over.Value / under.Value);
        }

        if (Peek.Is(ClaimTokenKind.Function, "frac") && Ahead(1).Is(ClaimTokenKind.Open, "{") && Ahead(2) is { Kind: ClaimTokenKind.Number } above && Ahead(3).Is(ClaimTokenKind.Close, "}")
            && Ahead(4).Is(ClaimTokenKind.Open, "{") && Ahead(5) is { Kind: ClaimTokenKind.Number } below && Ahead(6).Is(ClaimTokenKind.Close, "}") && above.Value.CompareTo(below.Value) < 0)
        {
            _at += 7;
            return ClaimValue.Of(above.Value / below.Value);
        }

        return null;
    }

    private ClaimValue? Group(string open)
    {
        if (Sum() is not { } inner || Peek.Kind != ClaimTokenKind.Close || Peek.Text != Partner(open))
        {
            return null;
        }

        _at++;
        return open is "⌊" or "⌈" ? Rounded(inner, open == "⌈") : inner;
    }

    private static string Partner(string open) => open switch { "(" => ")", "[" => "]", "{" => "}", "⌊" => "⌋", _ => "⌉" };

    private ClaimValue? Rounded(ClaimValue value, bool up)
    {
        _operations++;
        _opaque = true;
        if (value.Exact is { } exact)
        {
            var number = up ? -exact : exact;
            var floor = BigInteger.Divide(number.Numerator - (number.Sign < 0 ? number.Denominator - 1 : 0), number.Denominator);
            return ClaimValue.Of(Rational.Of(up ? -floor : floor));
        }

        return Math.Abs(value.Approximate - Math.Round(value.Approximate)) < 1e-6 ? null
            : ClaimValue.Of(Rational.Of((BigInteger)(up ? Math.Ceiling(value.Approximate) : Math.Floor(value.Approximate))));
    }

    private ClaimValue? Function(string name)
    {
        switch (name)
        {
            case "pi" when Peek.Kind == ClaimTokenKind.Open:
                // π(2) is a value of a permutation or a count of primes.
                return null;
            case "pi":
                _opaque = true;
                return ClaimValue.Of(Math.PI, 0);
            case "frac":
                _operations++;
                _slash = true;
                var quotient = Digit() is { } above && Digit() is { } below ? ClaimValue.Divide(above, below) : null;
                Emit('/');
                return quotient;
            case "binom":
                _operations++;
                _opaque = true;
                return Digit() is { Exact: { IsInteger: true } n } && Digit() is { Exact: { IsInteger: true } k } && n.Sign >= 0 && k.Sign >= 0 && n.Numerator <= 200 && k.Numerator <= n.Numerator
                    ? ClaimValue.Of(Rational.Of(Factorial((int)n.Numerator) / (Factorial((int)k.Numerator) * Factorial((int)(n.Numerator - k.Numerator))))) : null;
            case "sqrt":
                _operations++;
                _opaque = true;
                var degree = 2;
                if (Take(ClaimTokenKind.Open, "["))
                {
                    degree = Peek is { Kind: ClaimTokenKind.Number, Text.Length: 1 } digit ? digit.Text[0] - '0' : 0;
                    _at += 2;
                }

                return Digit() is { } radicand ? ClaimValue.RootOf(radicand, degree) : null;
            case "pmod":
                return null;
            case "sin" or "cos" or "tan":
                return Angle(name);
            default:
                return null;
        }
    }

    /// <summary>A trigonometric function of an angle in degrees or of a multiple of π.</summary>
    private ClaimValue? Angle(string name)
    {
        _operations++;
        _opaque = true;
        if (Peek.IsOperator("^"))
        {
            return null;
        }

        var before = _at;
        var outer = _signed;
        _signed = false;
        var value = Peek.Kind == ClaimTokenKind.Open ? Power() : Power();
        var degrees = _signed;
        _signed |= outer;
        var pi = _tokens.Skip(before).Take(_at - before).Any(token => token.Is(ClaimTokenKind.Function, "pi"));
        if (value is not { } angle || degrees == pi)
        {
            return null;
        }

        var radians = degrees ? angle.Approximate * Math.PI / 180 : angle.Approximate;
        var result = name switch { "sin" => Math.Sin(radians), "cos" => Math.Cos(radians), _ => Math.Tan(radians) };
        return Math.Abs(result) > 1e12 ? null : new ClaimValue(null, result, 1e-9 * (1 + Math.Abs(result)));
    }

    /// <summary>An argument in braces, or the next single digit: <c>\frac12</c>.</summary>
    private ClaimValue? Digit()
    {
        if (Peek is not { Kind: ClaimTokenKind.Number } token)
        {
            return Atom();
        }

        if (token.Text.Length > 1)
        {
            return null;
        }

        _at++;
        return Number(token);
    }

    private void Emit(char operation) => _postfix.Add(new PostfixTerm(default, operation));

    private static BigInteger Factorial(int n) => Enumerable.Range(1, n).Aggregate(BigInteger.One, static (product, factor) => product * factor);

    private static Rational Remainder(Rational a, Rational n)
    {
        var quotient = a / n;
        var floor = BigInteger.Divide(quotient.Numerator - (quotient.Sign < 0 ? quotient.Denominator - 1 : 0), quotient.Denominator);
        return a - (n * Rational.Of(floor));
    }
}
