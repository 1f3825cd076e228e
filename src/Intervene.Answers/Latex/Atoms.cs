using Intervene.Answers.Numbers;


namespace Intervene.Answers.Latex;

/// <summary>The grammar of atoms: literals, names, groups, functions, powers and what follows an atom.</summary>
internal sealed class Atoms
{
    private readonly Cursor _cursor;
    private readonly Parser _parser;
    private readonly Brackets _brackets;
    private readonly Operators _operators;

    public Atoms(Cursor cursor, Parser parser)
    {
        _cursor = cursor;
        _parser = parser;
        _brackets = new Brackets(cursor, parser);
        _operators = new Operators(cursor, parser, this);
    }

    /// <summary>Whether a token begins a factor.</summary>
    public bool Starts(Token token) => token.Kind switch
    {
        TokenKind.Number or TokenKind.Letter or TokenKind.Word or TokenKind.Begin => true,
        TokenKind.Symbol => token.Text == "(" && !_cursor.Ahead(1).IsCommand("mod") && !_cursor.Ahead(1).IsCommand("pmod") || token.Text == "{"
            || token.Text == "[" && !_cursor.InReversed && !_cursor.ClosesBracket
            || (token.Text == "|" && (_cursor.Bars == 0 || _cursor.OpensBar) && !_cursor.InSetBuilder),
        TokenKind.Command => token.Text is "frac" or "sqrt" or "binom" or "pi" or "infty" or "{" or "langle" or "lfloor" or "lceil" or "emptyset"
            or "ldots" or "sum" or "int"
            or "prod" or "lim" or "overline" or "vec" or "hat" or "bar" or "circ" or "angle" or "R" or "mathbb" or "ceil" or "floor" or "root"
            or "underbrace" or "overbrace" or "triangle" or "widehat" or "tilde" or "overrightarrow" or "iint" or "oint"
            || Words.Functions.Contains(token.Text) || Words.Variadic.Contains(token.Text) && token.Text != "mod" || Words.IsGreek(token.Text),
        _ => false,
    };

    /// <summary>A product of factors side by side; degrees, minutes and seconds of an angle are its sum.</summary>
    public Node Product(List<Node> factors)
    {
        if (factors is [{ Kind: NodeKind.Degree } degrees, { Kind: NodeKind.Call, Name: "'" } minutes, ..]
            && (factors.Count == 2 || factors is [_, _, { Kind: NodeKind.Call, Name: "''" }]))
        {
            Node sum = new(NodeKind.Add, "", degrees[0], Over(minutes[0], 60), factors.Count == 2 ? Node.Number(Rational.Zero)
                : Over(factors[2][0], 3600));
            return new Node(NodeKind.Degree, "", sum);
        }

        return new(NodeKind.Multiply, "", [.. factors.Select(static f => f is { Kind: NodeKind.Set, Children.Length: 1 } ? f[0] : f)]);
    }

    private static Node Over(Node node, int divisor) => new(NodeKind.Divide, "", node, Node.Number(Rational.Of(divisor)));

    /// <summary>An integer directly before a fraction of literals: their sum.</summary>
    public Node? Mixed()
    {
        if (_cursor.Peek is not { Kind: TokenKind.Number, IsDecimal: false } whole || !whole.Value.IsInteger)
        {
            return null;
        }

        var start = _cursor.Position;
        if (_cursor.Ahead(1).IsCommand("frac"))
        {
            _cursor.Next();
            var fraction = Atom();
            if (fraction is { Kind: NodeKind.Divide } && fraction[0] is { Kind: NodeKind.Number, IsDecimal: false, Value.Sign: > 0 } n
                && fraction[1] is { Kind: NodeKind.Number, IsDecimal: false, Value.Sign: > 0 } d
                && (!_cursor.Peek.Is("^") || _cursor.IsDegreeMark))
            {
                return Marked(Node.Number(whole.Value + (n.Value / d.Value)));
            }
        }
        else if (_cursor.Ahead(1) is { Kind: TokenKind.Number, SpaceBefore: true, IsDecimal: false } over && _cursor.Ahead(2).Is("/")
            && _cursor.Ahead(3) is { Kind: TokenKind.Number, IsDecimal: false } under && !under.Value.IsZero)
        {
            _cursor.Position += 4;
            return Marked(Node.Number(whole.Value + (over.Value / under.Value)));
        }

        _cursor.Position = start;
        return null;
    }

    /// <summary>An atom with its exponents, factorials, primes, percent and degree signs.</summary>
    public Node Power()
    {
        _cursor.Enter();
        var node = Marked(Atom());
        _cursor.Leave();
        return node;
    }

    /// <summary>What follows an atom: exponents, factorials, primes, percent and degree signs.</summary>
    private Node Marked(Node node)
    {
        while (true)
        {
            if (_cursor.Take("!"))
            {
                node = new Node(NodeKind.Function, _cursor.Peek.Is("!") && !_cursor.Reads(Readings.Factorials) && _cursor.Take("!")
                    ? "doublefactorial" : "factorial", node);
            }
            else if (_cursor.Take("%"))
            {
                node = new Node(NodeKind.Percent, "", node);
            }
            else if (_cursor.Take("‰"))
            {
                node = Over(node, 1000);
            }
            else if (_cursor.TakeCommand("circ"))
            {
                node = new Node(NodeKind.Degree, "", node);
            }
            else if (_cursor.Take("'"))
            {
                node = Primed(node);
            }
            else if (_cursor.Peek.Is("^"))
            {
                _cursor.Next();
                node = Raise(node);
            }
            else if (_cursor.Peek.Is("_") && node.Kind == NodeKind.Number)
            {
                _cursor.Next();
                var radix = Script(below: true);
                radix = radix is { Kind: NodeKind.Text } && NumberWords.Read(radix.Name) is { } named ? Node.Number(Rational.Of(named)) : radix;
                node = new Node(NodeKind.Base, "", node, radix);
            }
            else if (_cursor.Peek.Is("_"))
            {
                _cursor.Next();
                node = Subscripted(node);
            }
            else
            {
                return node;
            }
        }
    }

    /// <summary>A name with a prime, the transpose of a matrix, or a number of minutes, seconds, feet or inches.</summary>
    private static Node Primed(Node node) => node.Kind switch
    {
        NodeKind.Symbol or NodeKind.Call => new Node(node.Kind, node.Name + "'", node.Children),
        NodeKind.Matrix => new Node(NodeKind.Power, "", node, new Node(NodeKind.Symbol, "T")),
        NodeKind.Number => new Node(NodeKind.Call, "'", node),
        _ => new Node(NodeKind.Call, "prime", node),
    };

    /// <summary>A subscript binds tighter than a power written before it.</summary>
    private Node Subscripted(Node node)
    {
        if (Side() is { } side)
        {
            return Names.Part(node, side);
        }

        var script = Script(below: true);
        if (script is { Kind: NodeKind.Relation, Children: [{ Kind: NodeKind.Text }, _] } && Names.Above(node, script.Name, script[1]) is { } part)
        {
            return part;
        }

        return node.Kind == NodeKind.Power
            ? new Node(NodeKind.Power, "", new Node(NodeKind.Call, "subscript", node[0], script), node[1])
            : new Node(NodeKind.Call, "subscript", node, script);
    }

    private Node Raise(Node node)
    {
        if (_cursor.TakeCommand("circ"))
        {
            return new Node(NodeKind.Degree, "", node);
        }

        if (_cursor.TakeCommand("prime"))
        {
            return Primed(node);
        }

        if (_cursor.Peek.Is("{") && (_cursor.Ahead(1).IsCommand("circ") || _cursor.Ahead(1).IsCommand("prime")) && _cursor.Ahead(2).Is("}"))
        {
            _cursor.Next();
            var mark = _cursor.Next();
            _cursor.Next();
            return mark.Text == "circ" ? new Node(NodeKind.Degree, "", node) : Primed(node);
        }

        if (Side() is { } side)
        {
            return _cursor.InLimits ? node : Names.Part(node, side);
        }

        var exponent = Script();
        if (exponent is { Kind: NodeKind.Relation, Children: [{ Kind: NodeKind.Text }, _] }
            && Names.Above(node, exponent.Name, exponent[1]) is { } part)
        {
            return part;
        }

        if (node is { Kind: NodeKind.Tuple, Name: "()" or "vector" } && exponent is { Kind: NodeKind.Symbol, Name: "T" or "top" })
        {
            return new Node(NodeKind.Tuple, "vector", node.Children);
        }

        return exponent is { Kind: NodeKind.Text } && NumberWords.IsSuffix(exponent.Name) ? node : new Node(NodeKind.Power, "", node, exponent);
    }

    /// <summary>A lone plus, minus or star above, taken with its braces; null when none stands here.</summary>
    private string? Side()
    {
        var braced = _cursor.Peek.Is("{");
        var sign = _cursor.Ahead(braced ? 1 : 0);
        var next = _cursor.Ahead(braced ? 2 : 1);
        if (sign is not { Kind: TokenKind.Symbol, Text: "+" or "-" or "*" }
            || (braced ? !next.Is("}") : Starts(next) || next.Kind == TokenKind.Number || next.Is("-") || next.Is("\\")))
        {
            return null;
        }

        _cursor.Position += braced ? 3 : 1;
        return sign.Text;
    }

    /// <summary>A script: a braced group, or one signed atom with the exponents above it.</summary>
    public Node Script(bool below = false)
    {
        if (_cursor.Peek.Is("{") && _cursor.Ahead(1).Is("}"))
        {
            _cursor.Position += 2;
            return new Node(NodeKind.Text, "");
        }

        if (_cursor.Take("{"))
        {
            var inner = _parser.List();
            _cursor.Expect("}");
            return below && inner is { Kind: NodeKind.Constant, Name: "i" or "e" } ? new Node(NodeKind.Symbol, inner.Name) : inner;
        }

        var negative = _cursor.Take("-");
        negative &= !_cursor.Take("+");
        var node = below ? Name() : Atom();
        if (!below && _cursor.Peek.Is("^"))
        {
            _cursor.Next();
            node = Raise(node);
        }

        return negative ? new Node(NodeKind.Negate, "", node) : node;
    }

    private Node Name() => _cursor.Peek.Kind == TokenKind.Letter ? new Node(NodeKind.Symbol, _cursor.Next().Text) : Atom();

    /// <summary>A braced group or a single token; one digit when digits stand without braces.</summary>
    public Node Argument()
    {
        if (_cursor.Take("{"))
        {
            var inner = _parser.List();
            _cursor.Expect("}");
            return inner;
        }

        return Atom();
    }

    /// <summary>One atom.</summary>
    public Node Atom()
    {
        _cursor.Enter();
        var token = _cursor.Next();
        var node = token.Kind switch
        {
            TokenKind.Number => Number(token),
            TokenKind.Letter => Names.Letter(token.Text, _cursor, this),
            TokenKind.Word when token.Text is "dollars" or "euro" or "gbp" or "yen" && Starts(_cursor.Peek)
                && _cursor.Peek.Kind != TokenKind.Word => _cursor.Peek.IsCommand("infty") ? Atom()
                : new Node(NodeKind.Quantity, Units.Normal(token.Text), Mixed() ?? Power()),
            TokenKind.Word => new Node(NodeKind.Text, WordsFrom(token.Text)),
            TokenKind.Begin => _brackets.Environment(token.Text),
            TokenKind.Symbol when token.Text is "{" && _cursor.Peek.Is("}")
                && _cursor.Ahead(1) is { Kind: TokenKind.Symbol, Text: "_" or "^" } => EmptyBefore(),
            TokenKind.Symbol when token.Text is "(" or "[" or "]" or "{" or "|" => _brackets.Group(token.Text),
            TokenKind.Symbol when token.Text is "_" or "^" => _operators.LeadingScript(),
            TokenKind.Command => Command(token.Text),
            _ => throw new ParseException($"'{token.Text}' where a value must stand"),
        };
        _cursor.Leave();
        return node;
    }

    private Node EmptyBefore()
    {
        _cursor.Position += 2;
        return _operators.LeadingScript();
    }

    private Node Command(string name) => name switch
    {
        "{" or "langle" or "lfloor" or "lceil" or "Vert" => _brackets.Group(name),
        "pi" => new Node(NodeKind.Constant, "pi"),
        "infty" => new Node(NodeKind.Constant, "infinity"),
        "emptyset" => new Node(NodeKind.Set, ""),
        "ldots" => new Node(NodeKind.Ellipsis, ""),
        "R" => Names.RealLine(),
        "mathbb" => Names.Blackboard(Argument()),
        _ when Words.IsGreek(name) => Names.Subscripted(name, _cursor, this),
        _ => _operators.Read(name),
    };

    private string WordsFrom(string first)
    {
        var text = first;
        while (_cursor.Peek.Kind == TokenKind.Word)
        {
            text += " " + _cursor.Next().Text;
        }

        return text;
    }

    /// <summary>The words of a unit after a value, with powers and quotients.</summary>
    public string Unit()
    {
        var unit = "";
        while (true)
        {
            if (_cursor.Peek.Kind == TokenKind.Word)
            {
                unit += " " + _cursor.Next().Text;
            }
            else if (_cursor.Peek.Is("^") && _cursor.Ahead(1).Kind == TokenKind.Number)
            {
                _cursor.Next();
                unit += "^" + _cursor.Next().Text;
            }
            else if (_cursor.Peek.Is("^") && _cursor.Ahead(1).Is("{") && _cursor.Ahead(2).Kind == TokenKind.Number && _cursor.Ahead(3).Is("}"))
            {
                unit += "^" + _cursor.Ahead(2).Text;
                _cursor.Position += 4;
            }
            else if ((_cursor.Peek.Is("/") || _cursor.Peek.Is("*")) && _cursor.Ahead(1).Kind == TokenKind.Word)
            {
                unit += _cursor.Next().Text;
            }
            else
            {
                return Units.Normal(unit);
            }
        }
    }

    public static Node Number(Token token)
    {
        var dot = token.IsDecimal ? token.Text.IndexOf('.') : -1;
        var decimals = dot < 0 ? -1 : token.Text.AsSpan(dot + 1).IndexOfAnyExceptInRange('0', '9') is var stop && stop < 0
            ? token.Text.Length - dot - 1 : stop;
        return Node.Number(token.Value, token.Text.AsSpan().ContainsAny('e', 'E') ? -1 : decimals);
    }
}
