using Intervene.Answers.Algebra;

namespace Intervene.Answers.Latex;

/// <summary>The grammar of atoms: literals, names, groups, functions, powers and what follows an atom.</summary>
internal sealed class Atoms
{
    private readonly Cursor cursor;
    private readonly Parser parser;
    private readonly Brackets brackets;
    private readonly Operators operators;

    public Atoms(Cursor cursor, Parser parser)
    {
        this.cursor = cursor;
        this.parser = parser;
        brackets = new Brackets(cursor, parser);
        operators = new Operators(cursor, parser, this);
    }

    /// <summary>Whether a token begins a factor.</summary>
    public bool Starts(Token token) => token.Kind switch
    {
        TokenKind.Number or TokenKind.Letter or TokenKind.Word or TokenKind.Begin => token is not { Kind: TokenKind.Word, Text: "and" or "or" },
        TokenKind.Symbol => token.Text is "(" or "{" || token.Text == "[" && !cursor.InReversed || (token.Text == "|" && (cursor.Bars == 0 || cursor.OpensBar) && !cursor.InSetBuilder),
        TokenKind.Command => token.Text is "frac" or "sqrt" or "binom" or "pi" or "infty" or "{" or "langle" or "lfloor" or "lceil" or "emptyset" or "ldots" or "sum" or "int"
            or "prod" or "lim" or "overline" or "vec" or "hat" or "bar" or "circ" or "angle" or "R" or "mathbb" or "ceil" or "floor" or "root" or "triangle" or "widehat" or "tilde" or "overrightarrow" or "iint" or "oint"
            || Words.Functions.Contains(token.Text) || Words.Variadic.Contains(token.Text) && token.Text != "mod" || Words.IsGreek(token.Text),
        _ => false,
    };

    /// <summary>A product of factors side by side, with the readings that depend on neighbours.</summary>
    public Node Product(List<Node> factors) =>
        new(NodeKind.Multiply, "", [.. factors.Select(static f => f is { Kind: NodeKind.Set, Children.Length: 1 } ? f[0] : f)]);

    /// <summary>An integer directly before a fraction of literals: their sum.</summary>
    public Node? Mixed()
    {
        if (cursor.Peek is not { Kind: TokenKind.Number, IsDecimal: false } whole || !whole.Value.IsInteger)
        {
            return null;
        }

        int start = cursor.Position;
        if (cursor.Ahead(1).IsCommand("frac"))
        {
            cursor.Next();
            Node fraction = Atom();
            if (fraction is { Kind: NodeKind.Divide } && fraction[0] is { Kind: NodeKind.Number, IsDecimal: false, Value.Sign: > 0 } n && fraction[1] is { Kind: NodeKind.Number, IsDecimal: false, Value.Sign: > 0 } d
                && !cursor.Peek.Is("^"))
            {
                return Node.Number(whole.Value + (n.Value / d.Value));
            }
        }
        else if (cursor.Ahead(1) is { Kind: TokenKind.Number, SpaceBefore: true, IsDecimal: false } over && cursor.Ahead(2).Is("/") && cursor.Ahead(3) is { Kind: TokenKind.Number, IsDecimal: false } under && !under.Value.IsZero)
        {
            cursor.Position += 4;
            return Node.Number(whole.Value + (over.Value / under.Value));
        }

        cursor.Position = start;
        return null;
    }

    /// <summary>An atom with its exponents, factorials, primes, percent and degree signs.</summary>
    public Node Power()
    {
        cursor.Enter();
        Node node = Atom();
        while (true)
        {
            if (cursor.Take("!"))
            {
                node = new Node(NodeKind.Function, cursor.Peek.Is("!") && !cursor.Reads(Readings.Factorials) && cursor.Take("!") ? "doublefactorial" : "factorial", node);
            }
            else if (cursor.Take("%"))
            {
                node = new Node(NodeKind.Percent, "", node);
            }
            else if (cursor.TakeCommand("circ"))
            {
                node = new Node(NodeKind.Degree, "", node);
            }
            else if (cursor.Take("'"))
            {
                node = node.Kind == NodeKind.Matrix ? new Node(NodeKind.Power, "", node, new Node(NodeKind.Symbol, "T")) : new Node(node.Kind, node.Name + "'", node.Children);
            }
            else if (cursor.Peek.Is("^"))
            {
                cursor.Next();
                node = Raise(node);
            }
            else if (cursor.Peek.Is("_") && node.Kind == NodeKind.Number)
            {
                cursor.Next();
                Node radix = Script(below: true);
                radix = radix is { Kind: NodeKind.Text } && NumberWords.Read(radix.Name) is { } named ? Node.Number(Algebra.Rational.Of(named)) : radix;
                node = new Node(NodeKind.Base, "", node, radix);
            }
            else if (cursor.Peek.Is("_"))
            {
                cursor.Next();
                node = Subscripted(node);
            }
            else
            {
                cursor.Leave();
                return node;
            }
        }
    }

    /// <summary>A subscript binds tighter than a power written before it.</summary>
    private Node Subscripted(Node node)
    {
        Node script = Script(below: true);
        return node.Kind == NodeKind.Power
            ? new Node(NodeKind.Power, "", new Node(NodeKind.Call, "subscript", node[0], script), node[1])
            : new Node(NodeKind.Call, "subscript", node, script);
    }

    private Node Raise(Node node)
    {
        if (cursor.TakeCommand("circ"))
        {
            return new Node(NodeKind.Degree, "", node);
        }

        if (cursor.TakeCommand("prime"))
        {
            return new Node(node.Kind, node.Name + "'", node.Children);
        }

        if (cursor.Peek.Is("{") && (cursor.Ahead(1).IsCommand("circ") || cursor.Ahead(1).IsCommand("prime")) && cursor.Ahead(2).Is("}"))
        {
            cursor.Next();
            Token mark = cursor.Next();
            cursor.Next();
            return mark.Text == "circ" ? new Node(NodeKind.Degree, "", node) : new Node(node.Kind, node.Name + "'", node.Children);
        }

        if ((cursor.Peek.Is("+") || cursor.Peek.Is("-")) && (cursor.Ahead(1).Is("}") || cursor.Ahead(1).Is(")")))
        {
            cursor.Next();
            return node;
        }

        if (cursor.Peek.Is("{") && (cursor.Ahead(1).Is("+") || cursor.Ahead(1).Is("-")) && cursor.Ahead(2).Is("}"))
        {
            cursor.Position += 3;
            return node;
        }

        Node exponent = Script();
        return exponent is { Kind: NodeKind.Text } && NumberWords.IsSuffix(exponent.Name) ? node : new Node(NodeKind.Power, "", node, exponent);
    }

    /// <summary>A script: a braced group, or one signed atom with the exponents above it.</summary>
    public Node Script(bool below = false)
    {
        if (cursor.Peek.Is("{") && cursor.Ahead(1).Is("}"))
        {
            cursor.Position += 2;
            return new Node(NodeKind.Text, "");
        }

        if (cursor.Take("{"))
        {
            Node inner = parser.List();
            cursor.Expect("}");
            return below && inner is { Kind: NodeKind.Constant, Name: "i" or "e" } ? new Node(NodeKind.Symbol, inner.Name) : inner;
        }

        bool negative = cursor.Take("-");
        negative &= !cursor.Take("+");
        Node node = below ? Name() : Atom();
        if (!below && cursor.Peek.Is("^"))
        {
            cursor.Next();
            node = Raise(node);
        }

        return negative ? new Node(NodeKind.Negate, "", node) : node;
    }

    private Node Name() => cursor.Peek.Kind == TokenKind.Letter ? new Node(NodeKind.Symbol, cursor.Next().Text) : Atom();

    /// <summary>A braced group or a single token; one digit when digits stand without braces.</summary>
    public Node Argument()
    {
        if (cursor.Take("{"))
        {
            Node inner = parser.List();
            cursor.Expect("}");
            return inner;
        }

        return Atom();
    }

    /// <summary>One atom.</summary>
    public Node Atom()
    {
        cursor.Enter();
        Token token = cursor.Next();
        Node node = token.Kind switch
        {
            TokenKind.Number => Number(token),
            TokenKind.Letter => Names.Letter(token.Text, cursor, this),
            TokenKind.Word when token.Text is "dollars" or "euro" or "gbp" or "yen" && Starts(cursor.Peek) && cursor.Peek.Kind != TokenKind.Word => cursor.Peek.IsCommand("infty") ? Atom() : new Node(NodeKind.Quantity, Units.Normal(token.Text), Mixed() ?? Power()),
            TokenKind.Word => new Node(NodeKind.Text, WordsFrom(token.Text)),
            TokenKind.Begin => brackets.Environment(token.Text),
            TokenKind.Symbol when token.Text is "{" && cursor.Peek.Is("}") && cursor.Ahead(1) is { Kind: TokenKind.Symbol, Text: "_" or "^" } => EmptyBefore(),
            TokenKind.Symbol when token.Text is "(" or "[" or "]" or "{" or "|" => brackets.Group(token.Text),
            TokenKind.Symbol when token.Text is "_" or "^" => operators.LeadingScript(),
            TokenKind.Command => Command(token.Text),
            _ => throw new ParseException($"'{token.Text}' where a value must stand"),
        };
        cursor.Leave();
        return node;
    }

    private Node EmptyBefore()
    {
        cursor.Position += 2;
        return operators.LeadingScript();
    }

    private Node Command(string name) => name switch
    {
        "{" or "langle" or "lfloor" or "lceil" or "Vert" => brackets.Group(name),
        "pi" => new Node(NodeKind.Constant, "pi"),
        "infty" => new Node(NodeKind.Constant, "infinity"),
        "emptyset" => new Node(NodeKind.Set, ""),
        "ldots" => new Node(NodeKind.Ellipsis, ""),
        "R" => Names.RealLine(),
        "mathbb" => Names.Blackboard(Argument()),
        _ when Words.IsGreek(name) => Names.Subscripted(name, cursor, this),
        _ => operators.Read(name),
    };

    private string WordsFrom(string first)
    {
        string text = first;
        while (cursor.Peek.Kind == TokenKind.Word && cursor.Peek.Text is not ("and" or "or"))
        {
            text += " " + cursor.Next().Text;
        }

        return text;
    }

    /// <summary>The words of a unit after a value, with powers and quotients.</summary>
    public string Unit()
    {
        string unit = "";
        while (true)
        {
            if (cursor.Peek.Kind == TokenKind.Word)
            {
                unit += " " + cursor.Next().Text;
            }
            else if (cursor.Peek.Is("^") && cursor.Ahead(1).Kind == TokenKind.Number)
            {
                cursor.Next();
                unit += "^" + cursor.Next().Text;
            }
            else if (cursor.Peek.Is("^") && cursor.Ahead(1).Is("{") && cursor.Ahead(2).Kind == TokenKind.Number && cursor.Ahead(3).Is("}"))
            {
                unit += "^" + cursor.Ahead(2).Text;
                cursor.Position += 4;
            }
            else if ((cursor.Peek.Is("/") || cursor.Peek.Is("*")) && cursor.Ahead(1).Kind == TokenKind.Word)
            {
                unit += cursor.Next().Text;
            }
            else
            {
                return Units.Normal(unit);
            }
        }
    }

    public static Node Number(Token token)
    {
        int dot = token.IsDecimal ? token.Text.IndexOf('.') : -1;
        int decimals = dot < 0 ? -1 : token.Text.AsSpan(dot + 1).IndexOfAnyExceptInRange('0', '9') is var stop && stop < 0 ? token.Text.Length - dot - 1 : stop;
        return Node.Number(token.Value, token.Text.AsSpan().ContainsAny('e', 'E') ? -1 : decimals);
    }
}
