namespace Intervene.Interventions.Claims;

/// <summary>Reads and evaluates one expression of numbers: signs, brackets, fractions, powers, roots, percent, units in words.</summary>
/// <remarks>Letters, other commands and ambiguous notation (<c>6/2(3)</c>) are not read; there is no guessing.</remarks>
internal sealed class ArithmeticReader
{
    private const int Deepest = 60;

    private readonly IReadOnlyList<ClaimToken> _tokens;
    private readonly int _end;
    private readonly List<Rational> _numbers = [];
    private readonly List<string> _units = [];
    private readonly List<PostfixTerm> _postfix = [];
    private ClaimValue? _first;
    private ClaimValue? _term;
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
            LastTerm = reader._term,
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
            var term = Product();
            value = term is { } right ? add ? left + right : left - right : null;
            _term = _depth == 1 ? term : _term;
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
                value = Signed() is { } right ? ArithmeticFunctions.Remainder(left, right) : null;
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

        Take(ClaimTokenKind.Operator, "+");
        return Power();
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
                Apply();
                value = Exponent() is { } exponent ? ClaimValue.Power(radix, exponent) : null;
            }
            else if (Peek.IsOperator("²") || Peek.IsOperator("³"))
            {
                Apply();
                value = ClaimValue.Power(radix, ClaimValue.Of(Rational.Of(_tokens[_at++].Text == "²" ? 2 : 3)));
            }
            else if (Peek.IsOperator("!") && !Peek.Spaced)
            {
                _at++;
                Apply();
                value = ArithmeticFunctions.Factorial(radix);
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

    /// <summary>Passes over the words that name what is counted.</summary>
    private ClaimValue? Unit(ClaimValue value)
    {
        var length = IsShare ? 0 : UnitReader.Read(_tokens, _at, _end, _units);
        _at += Math.Max(0, length);
        return length < 0 ? null : value;
    }

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
        if (Peek is { Kind: ClaimTokenKind.Number, Spaced: true, Decimals: < 0 } over && Ahead(1).IsOperator("/")
            && Ahead(2) is { Kind: ClaimTokenKind.Number, Spaced: false, Decimals: < 0 } under && over.Value.CompareTo(under.Value) < 0)
        {
            _at += 3;
            return ClaimValue.Of(over.Value / under.Value);
        }

        if (Peek.Is(ClaimTokenKind.Function, "frac") && Braced(1) is { } above && Braced(4) is { } below && above.CompareTo(below) < 0)
        {
            _at += 7;
            return ClaimValue.Of(above / below);
        }

        return null;
    }

    /// <summary>A number alone in braces, some tokens ahead.</summary>
    private Rational? Braced(int offset) =>
        Ahead(offset).Is(ClaimTokenKind.Open, "{") && Ahead(offset + 1) is { Kind: ClaimTokenKind.Number } number
            && Ahead(offset + 2).Is(ClaimTokenKind.Close, "}")
            ? number.Value : null;

    private ClaimValue? Group(string open)
    {
        if (Sum() is not { } inner || Peek.Kind != ClaimTokenKind.Close || Peek.Text != Partner(open))
        {
            return null;
        }

        _at++;
        if (open is not ("⌊" or "⌈"))
        {
            return inner;
        }

        Apply();
        return ArithmeticFunctions.Round(inner, up: open == "⌈");
    }

    private static string Partner(string open) => open switch { "(" => ")", "[" => "]", "{" => "}", "⌊" => "⌋", _ => "⌉" };

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
                Apply();
                return Digit() is { } over && Digit() is { } under ? ArithmeticFunctions.Binomial(over, under) : null;
            case "sqrt":
                Apply();
                var degree = 2;
                if (Take(ClaimTokenKind.Open, "["))
                {
                    degree = Peek is { Kind: ClaimTokenKind.Number, Text.Length: 1 } digit ? digit.Text[0] - '0' : 0;
                    _at += 2;
                }

                return Digit() is { } radicand ? ClaimValue.RootOf(radicand, degree) : null;
            case "sin" or "cos" or "tan":
                return Angle(name);
            default:
                return null;
        }
    }

    /// <summary>A trigonometric function of an angle in degrees or of a multiple of π.</summary>
    private ClaimValue? Angle(string name)
    {
        Apply();
        if (Peek.IsOperator("^"))
        {
            return null;
        }

        var (before, outer) = (_at, _signed);
        _signed = false;
        var value = Power();
        var degrees = _signed;
        _signed |= outer;
        var pi = _tokens.Skip(before).Take(_at - before).Any(token => token.Is(ClaimTokenKind.Function, "pi"));
        return value is not { } angle || degrees == pi ? null
            : ArithmeticFunctions.Circular(name, degrees ? angle.Approximate * Math.PI / 180 : angle.Approximate);
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

    /// <summary>Counts an operation that the postfix form does not hold.</summary>
    private void Apply() => (_operations, _opaque) = (_operations + 1, true);
}
