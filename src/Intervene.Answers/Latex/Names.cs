using Intervene.Answers.Numbers;

namespace Intervene.Answers.Latex;

/// <summary>Reads names: variables, constants, calls, and the number sets.</summary>
internal static class Names
{
    /// <summary>A letter as a constant, a call, a count of choices, or a variable with its subscript.</summary>
    public static Node Letter(string letter, Cursor cursor, Atoms atoms)
    {
        if (letter is "C" or "P" or "A" && cursor.Peek.Is("_") && Choices(letter, cursor, atoms) is { } choices)
        {
            return choices;
        }

        if (letter is "f" or "g" or "h" or "F" or "G" or "H" or "P" or "Q" or "C"
            && (cursor.Peek is { Text: "(", Kind: TokenKind.Symbol, SpaceBefore: false } || cursor.Peek.Is("{") && cursor.Ahead(1).Is("("))
            && !cursor.Reads(Readings.Products))
        {
            return Call(letter, atoms);
        }

        if (letter is "f" or "g" or "h" && cursor.Peek.Is("^") && cursor.Ahead(1).Is("{") && cursor.Ahead(2).Is("-") && cursor.Ahead(3).Text == "1"
            && cursor.Ahead(4).Is("}") && cursor.Ahead(5).Is("("))
        {
            cursor.Position += 5;
            return Call(letter + "^-1", atoms);
        }

        if (letter == "j" && !cursor.Peek.Is("_") && cursor.Reads(Readings.ImaginaryJ))
        {
            return new Node(NodeKind.Constant, "i");
        }

        return letter switch
        {
            "e" when !cursor.Peek.Is("_") => new Node(NodeKind.Constant, "e"),
            "i" or "I" when !cursor.Peek.Is("_") => new Node(NodeKind.Constant, "i"),
            _ => Subscripted(letter, cursor, atoms),
        };
    }

    /// <summary>A name with its subscript, if one follows; a power may stand between them.</summary>
    public static Node Subscripted(string name, Cursor cursor, Atoms atoms)
    {
        if (!cursor.Peek.Is("_"))
        {
            if (name is "Phi" or "phi" or "psi" or "Psi" && cursor.Peek.Is("("))
            {
                return Call(name, atoms);
            }

            // x^2_i is x_i^2.
            if (cursor.Peek.Is("^") && cursor.Ahead(1).Kind is TokenKind.Number or TokenKind.Letter && cursor.Ahead(2).Is("_"))
            {
                cursor.Next();
                var power = cursor.Next();
                cursor.Next();
                var under = Spelling(atoms.Script(below: true));
                var exponent = power.Kind == TokenKind.Number ? Atoms.Number(power) : new Node(NodeKind.Symbol, power.Text);
                return new Node(NodeKind.Power, "", new Node(NodeKind.Symbol, $"{name}_{under}"), exponent);
            }

            if (cursor.Peek.Is("^") && cursor.Ahead(1).Is("{") && cursor.Ahead(2).Kind == TokenKind.Number && cursor.Ahead(3).Is("}")
                && cursor.Ahead(4).Is("_"))
            {
                var exponent = Atoms.Number(cursor.Ahead(2));
                cursor.Position += 5;
                return new Node(NodeKind.Power, "", new Node(NodeKind.Symbol, $"{name}_{Spelling(atoms.Script(below: true))}"), exponent);
            }

            return new Node(NodeKind.Symbol, name);
        }

        cursor.Next();
        return new Node(NodeKind.Symbol, $"{name}_{Spelling(atoms.Script(below: true))}");
    }

    /// <summary>The real line when words leave something out of it, as "all real numbers except"; null for other words.</summary>
    public static Node? Reals(string words)
    {
        var text = words.Trim().ToLowerInvariant();
        return text.StartsWith("all real", StringComparison.Ordinal) && (text.EndsWith(" except", StringComparison.Ordinal)
            || text.EndsWith(" except for", StringComparison.Ordinal) || text.EndsWith(" but", StringComparison.Ordinal)
            || text.EndsWith(" other than", StringComparison.Ordinal)) ? RealLine() : null;
    }

    /// <summary>The set of real numbers as an interval.</summary>
    public static Node RealLine() => new(NodeKind.Tuple, "open", new Node(NodeKind.Negate, "", new Node(NodeKind.Constant, "infinity")),
        new Node(NodeKind.Constant, "infinity"));

    /// <summary>The positive, negative or non-zero numbers of a set; another form with a sign above it is a name of its own.</summary>
    public static Node Part(Node set, string sign)
    {
        var zero = Node.Number(Rational.Zero);
        Node infinity = new(NodeKind.Constant, "infinity");
        return set is { Kind: NodeKind.Tuple, Name: "open" } ? sign switch
        {
            "+" => new Node(NodeKind.Tuple, "open", zero, infinity),
            "-" => new Node(NodeKind.Tuple, "open", new Node(NodeKind.Negate, "", infinity), zero),
            _ => new Node(NodeKind.Difference, "", set, new Node(NodeKind.Set, "", zero)),
        }
        : set is { Kind: NodeKind.Symbol } && set.Name.StartsWith("set ", StringComparison.Ordinal) ? new Node(NodeKind.Symbol, set.Name + sign)
        : new Node(NodeKind.Call, "above " + sign, set);
    }

    /// <summary>The reals on one side of a bound, as in <c>\mathbb{R}_{&gt;0}</c>; null for other sets and relations.</summary>
    public static Node? Above(Node set, string relation, Node bound)
    {
        if (set is not { Kind: NodeKind.Tuple, Name: "open" })
        {
            return null;
        }

        return relation switch
        {
            ">" => new Node(NodeKind.Tuple, "open", bound, set[1]),
            ">=" => new Node(NodeKind.Tuple, "[)", bound, set[1]),
            "<" => new Node(NodeKind.Tuple, "open", set[0], bound),
            "<=" => new Node(NodeKind.Tuple, "(]", set[0], bound),
            "!=" => new Node(NodeKind.Difference, "", set, new Node(NodeKind.Set, "", bound)),
            _ => null,
        };
    }

    /// <summary>A set of numbers named by a blackboard letter.</summary>
    public static Node Blackboard(Node letter) => letter.Name == "R" ? RealLine() : new Node(NodeKind.Symbol, "set " + letter.Name);

    private static Node Call(string name, Atoms atoms)
    {
        var argument = atoms.Atom();
        var arguments = argument.Kind == NodeKind.Tuple ? argument.Children : [argument];
        var choices = name == "P" && arguments.Length == 2 && Array.TrueForAll(arguments, static a =>
            a is { Kind: NodeKind.Number, IsDecimal: false, Value.IsInteger: true });
        return choices ? new Node(NodeKind.Function, "permutations", arguments)
            : name == "C" && arguments.Length == 2 ? new Node(NodeKind.Function, "binom", arguments) : new Node(NodeKind.Call, name, arguments);
    }

    private static Node? Choices(string letter, Cursor cursor, Atoms atoms)
    {
        var start = cursor.Position;
        cursor.Next();
        var under = atoms.Argument();
        if (!cursor.Peek.Is("^"))
        {
            cursor.Position = start;
            return null;
        }

        cursor.Next();
        var over = atoms.Argument();
        return letter == "C" ? new Node(NodeKind.Function, "binom", under, over) : new Node(NodeKind.Function, "permutations", under, over);
    }

    private static string Spelling(Node node) => node.Kind switch
    {
        NodeKind.Symbol or NodeKind.Constant or NodeKind.Text => node.Name,
        NodeKind.Number => node.Value.ToString(),
        NodeKind.Multiply or NodeKind.List => string.Concat(node.Children.Select(Spelling)),
        _ => node.ToString(),
    };
}
