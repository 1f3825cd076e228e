using Intervene.Answers.Numbers;

namespace Intervene.Answers.Latex;

/// <summary>The grammar of named operators: fractions, roots, functions, sums, limits and accents.</summary>
internal sealed class Operators(Cursor cursor, Parser parser, Atoms atoms)
{
    /// <summary>What the command, already taken, begins.</summary>
    public Node Read(string name) => name switch
    {
        "frac" => Fraction(),
        "sqrt" => Root(),
        "root" => NthRoot(),
        "binom" => new Node(NodeKind.Function, "binom", Digit(), Digit()),
        "sum" or "prod" or "int" or "lim" or "iint" or "oint" => Large(name),
        "overline" or "vec" or "hat" or "bar" or "widehat" or "tilde" or "overrightarrow" or "dot" => Accent(name),
        "angle" when !atoms.Starts(cursor.Peek) => new Node(NodeKind.Symbol, name),
        "underbrace" or "overbrace" => Braced(name),
        "angle" or "triangle" => new Node(NodeKind.Call, name, atoms.Power()),
        "floor" or "ceil" or "abs" => new Node(NodeKind.Function, name, atoms.Argument()),
        _ when Words.Variadic.Contains(name) => Several(name),
        _ when Words.Functions.Contains(name) => Function(name),
        _ => throw new ParseException($"the command '\\{name}' is not in the grammar"),
    };

    /// <summary>The count of choices written with a leading subscript, as in <c>_nC_k</c>.</summary>
    public Node LeadingScript()
    {
        var under = atoms.Script();
        if (cursor.Peek.Is("/") && cursor.Ahead(1).Is("_"))
        {
            cursor.Position += 2;
            return new Node(NodeKind.Divide, "", under, atoms.Script(below: true));
        }

        var letter = cursor.Next();
        cursor.Expect("_");
        var over = atoms.Script();
        return letter.Text switch
        {
            "C" => new Node(NodeKind.Function, "binom", under, over),
            "P" or "A" => new Node(NodeKind.Function, "permutations", under, over),
            _ => throw new ParseException("a subscript without a name"),
        };
    }

    private Node Fraction() => new(NodeKind.Divide, "", Digit(), Digit());

    /// <summary>A braced group or one token, where unbraced digits count one by one.</summary>
    private Node Digit()
    {
        if (cursor.Peek.Is("{"))
        {
            return atoms.Argument();
        }

        return cursor.Peek.Kind == TokenKind.Number ? Node.Number(cursor.TakeDigit()) : atoms.Atom();
    }

    private Node Root()
    {
        Node? degree = null;
        if (cursor.Take("["))
        {
            degree = parser.Sum();
            cursor.Expect("]");
        }

        var radicand = Digit();
        return degree is null or { Kind: NodeKind.Number, Value: { IsInteger: true, Numerator.IsOne: false } }
            && (degree is null || degree.Value.Numerator == 2)
            ? new Node(NodeKind.Function, "sqrt", radicand)
            : new Node(NodeKind.Function, "root", radicand, degree!);
    }

    private Node NthRoot()
    {
        var degree = atoms.Atom();
        return new Node(NodeKind.Function, "root", atoms.Argument(), degree);
    }

    private Node Several(string name)
    {
        if (!(cursor.Peek.Is("(") || cursor.Peek.Is("{") || cursor.Peek.IsCommand("{") || cursor.Peek.Is("[")))
        {
            return new Node(NodeKind.Call, name, atoms.Power());
        }

        var arguments = atoms.Atom();
        return new Node(NodeKind.Function, name, arguments.Kind is NodeKind.Tuple or NodeKind.Set ? arguments.Children : [arguments]);
    }

    private Node Function(string name)
    {
        Node? power = null;
        Node? under = null;
        while (true)
        {
            if (cursor.Peek.Is("^") && power is null)
            {
                cursor.Next();
                power = atoms.Script();
            }
            else if (cursor.Peek.Is("_") && under is null)
            {
                cursor.Next();
                under = atoms.Script(below: true);
            }
            else
            {
                break;
            }
        }

        if (name == "log" && under is { Kind: NodeKind.Symbol, Name: "e" })
        {
            (name, under) = ("ln", null);
        }

        name = name == "log" && under is null && cursor.Reads(Readings.NaturalLog) ? "ln" : name;
        var inverse = power is { Kind: NodeKind.Negate } && power[0] is { Kind: NodeKind.Number } one && one.Value.Equals(Rational.One)
            || power is { Kind: NodeKind.Number } number && number.Value.Equals(-Rational.One);
        var inner = !inverse ? name : name switch
        {
            "sin" or "cos" or "tan" or "cot" or "sec" or "csc" => "arc" + name,
            "sinh" or "cosh" or "tanh" => "ar" + name,
            _ => name,
        };
        var argument = Operand();
        var arguments = argument.Kind == NodeKind.Tuple && name != "det" ? argument.Children : [argument];
        Node call = new(NodeKind.Function, inner, under is null ? arguments : [.. arguments, under]);
        return power is null || !ReferenceEquals(inner, name) ? call : new Node(NodeKind.Power, "", call, power);
    }

    /// <summary>The argument of a function: a group, or the factors up to the next function or sign.</summary>
    private Node Operand()
    {
        if (cursor.Peek.Is("(") || cursor.Peek.Is("{") || cursor.Peek.Is("[") || cursor.Peek.IsCommand("{") || cursor.Peek.Is("|")
            || cursor.Peek.Kind == TokenKind.Begin)
        {
            var group = atoms.Atom();
            return group.Kind == NodeKind.Set && group.Children.Length == 1 ? group[0] : group;
        }

        var negative = cursor.Take("-");
        List<Node> factors = [Operators.IsFunction(cursor.Peek) ? atoms.Atom() : atoms.Power()];
        while (atoms.Starts(cursor.Peek) && !IsFunction(cursor.Peek) && !cursor.Peek.Is("(") && cursor.Peek.Kind != TokenKind.Word)
        {
            factors.Add(atoms.Power());
        }

        if (cursor.Peek.Is("/") && factors[^1].Kind is NodeKind.Constant or NodeKind.Number && cursor.Ahead(1).Kind == TokenKind.Number
            && cursor.Ahead(2).Kind is not TokenKind.Letter)
        {
            cursor.Next();
            factors = [new Node(NodeKind.Divide, "", factors.Count == 1 ? factors[0] : atoms.Product(factors), atoms.Power())];
        }

        var product = factors.Count == 1 ? factors[0] : atoms.Product(factors);
        return negative ? new Node(NodeKind.Negate, "", product) : product;
    }

    private static bool IsFunction(Token token) => token.Kind == TokenKind.Command && Words.Functions.Contains(token.Text);

    private Node Large(string name)
    {
        Node? under = null;
        Node? over = null;
        while (cursor.Peek.Is("_") || cursor.Peek.Is("^"))
        {
            var below = cursor.Next().Text == "_";
            var script = Limits();
            (under, over) = below ? (script, over) : (under, script);
        }

        if (name is "int" or "iint" or "oint")
        {
            return Integral(name, under, over);
        }

        var body = parser.Product();
        return new Node(NodeKind.Unevaluated, name, body, under ?? new Node(NodeKind.Text, ""), over ?? new Node(NodeKind.Text, ""));
    }

    private Node Integral(string name, Node? under, Node? over)
    {
        var start = cursor.Position;
        var sum = parser.Sum();
        if (Differentials.Split(sum) is not { } parts)
        {
            cursor.Position = start;
            parts = Differentials.Split(sum = parser.Product()) ?? (sum, new Node(NodeKind.Symbol, "x"));
        }

        return new Node(NodeKind.Unevaluated, name, parts.Body, under ?? new Node(NodeKind.Text, ""), over
            ?? new Node(NodeKind.Text, ""), parts.Variable);
    }

    private Node Limits()
    {
        if (!cursor.Peek.Is("{") || cursor.Ahead(1).Is("}"))
        {
            return atoms.Script(below: true);
        }

        cursor.Next();
        var limits = cursor.InLimits;
        cursor.InLimits = true;
        var inner = parser.List();
        cursor.InLimits = limits;
        if (cursor.Take("^"))
        {
            // The side of a one-sided limit.
            _ = cursor.Take("{") ? cursor.Next() : cursor.Next();
            cursor.Take("}");
        }

        cursor.Expect("}");
        return inner;
    }

    /// <summary>What a brace is drawn under or over; a note beside the brace adds nothing.</summary>
    private Node Braced(string name)
    {
        var inner = atoms.Argument();
        if (!(cursor.Peek.Is("_") || cursor.Peek.Is("^")))
        {
            return inner;
        }

        cursor.Next();
        var note = atoms.Script();
        return note.Kind == NodeKind.Text && !Phrases.Change(note.Name) ? inner : new Node(NodeKind.Call, name, inner, note);
    }

    private Node Accent(string name)
    {
        if (name is "hat" or "vec" or "widehat" && cursor.Peek.Is("{") && cursor.Ahead(1) is { Text: "i" or "j" or "k" or "imath" or "jmath" } unit
            && cursor.Ahead(2).Is("}"))
        {
            cursor.Position += 3;
            return new Node(NodeKind.Symbol, "vec " + unit.Text[..1]);
        }

        if (name is "hat" && cursor.Peek is { Kind: TokenKind.Letter, Text: "i" or "j" or "k" }
            or { Kind: TokenKind.Command, Text: "imath" or "jmath" })
        {
            return new Node(NodeKind.Symbol, "vec " + cursor.Next().Text[..1]);
        }

        var inner = atoms.Argument();
        name = name == "bar" ? "overline" : name is "overrightarrow" ? "vec" : name;
        return name is "overline" or "vec" or "dot" or "hat" or "tilde" or "widehat"
            ? new Node(inner.Kind == NodeKind.Symbol ? NodeKind.Symbol : NodeKind.Call, inner.Kind == NodeKind.Symbol ? $"{name} {inner.Name}"
            : name, inner.Kind == NodeKind.Symbol ? [] : [inner])
            : new Node(NodeKind.Call, name, inner);
    }
}
