namespace Intervene.Answers.Latex;

/// <summary>The grammar of brackets and environments.</summary>
internal sealed class Brackets(Cursor cursor, Parser parser)
{
    /// <summary>The group that an opening bracket, already taken, begins.</summary>
    public Node Group(string open) => open switch
    {
        "(" or "[" or "]" => Parenthesised(open),
        "{" when cursor.Ahead(-1).Kind == TokenKind.Command => Set(),
        "{" => Braced(),
        "|" => Bars(),
        "Vert" => Between("norm", "Vert"),
        "langle" => Angle(),
        "lfloor" => Between("floor", "rfloor"),
        "lceil" => Between("ceil", "rceil"),
        _ => throw new ParseException($"'{open}' where a value must stand"),
    };

    private Node Parenthesised(string open)
    {
        var (bars, builder, reversed) = (cursor.Bars, cursor.InSetBuilder, cursor.InReversed);
        (cursor.Bars, cursor.InSetBuilder, cursor.InReversed) = (0, false, open == "]");
        var inner = parser.List();
        (cursor.Bars, cursor.InSetBuilder, cursor.InReversed) = (bars, builder, reversed);
        var close = cursor.Next().Text;
        if (close is not (")" or "]" or "["))
        {
            throw new ParseException($"'{close}' where a bracket must close");
        }

        if (inner.Kind != NodeKind.List)
        {
            return inner;
        }

        var ends = (open, close) switch
        {
            ("(", ")") or ("(", "[") or ("]", ")") => "()",
            ("[", "]") => "[]",
            ("[", ")") or ("[", "[") => "[)",
            ("(", "]") or ("]", "]") => "(]",
            ("]", "[") => "open",
            _ => throw new ParseException($"'{open}' closed by '{close}'"),
        };
        return new Node(NodeKind.Tuple, ends, inner.Children);
    }

    private Node Braced()
    {
        var (bars, builder) = (cursor.Bars, cursor.InSetBuilder);
        (cursor.Bars, cursor.InSetBuilder) = (0, false);
        var inner = parser.List();
        cursor.Bars = bars;
        cursor.InSetBuilder = builder;
        if (cursor.Take("|") || cursor.Take(":"))
        {
            var condition = parser.List();
            cursor.Expect("}");
            return new Node(NodeKind.SetBuilder, "", inner, condition);
        }

        if (!cursor.Take("}") && !cursor.TakeCommand("}"))
        {
            throw new ParseException($"'{cursor.Peek.Text}' where '}}' must stand");
        }

        return inner.Kind == NodeKind.List ? new Node(NodeKind.Set, "", inner.Children) : inner;
    }

    private Node Set()
    {
        if (cursor.TakeCommand("}") || cursor.Take("}"))
        {
            return new Node(NodeKind.Set, "");
        }

        var (bars, builder) = (cursor.Bars, cursor.InSetBuilder);
        (cursor.Bars, cursor.InSetBuilder) = (0, true);
        var inner = parser.List();
        cursor.Bars = bars;
        cursor.InSetBuilder = false;
        Node result;
        if (cursor.Take("|") || cursor.Take(":"))
        {
            var condition = parser.List();
            result = new Node(NodeKind.SetBuilder, "", inner, condition);
        }
        else
        {
            result = new Node(NodeKind.Set, "", inner.Kind == NodeKind.List ? inner.Children : [inner]);
        }

        cursor.InSetBuilder = builder;
        if (inner.Kind == NodeKind.Matrix && Parser.Closes(cursor.Peek) && !cursor.Peek.IsCommand("}") && !cursor.Peek.Is("}"))
        {
            return System([.. inner.Children]) ?? new Node(NodeKind.Cases, "", inner.Children);
        }

        return cursor.TakeCommand("}") || cursor.Take("}") ? result : throw new ParseException($"'{cursor.Peek.Text}' where a set must close");
    }

    /// <summary>Several equations under one brace as a list; null when a row is more than one equation.</summary>
    private static Node? System(List<Node> rows) =>
        rows.Count > 1 && rows.TrueForAll(static row => row.Children is [{ Kind: NodeKind.Relation, Name: "=" }])
            ? new Node(NodeKind.List, "", [.. rows.Select(static row => row[0])]) : null;

    private Node Bars()
    {
        var builder = cursor.InSetBuilder;
        cursor.InSetBuilder = false;
        cursor.Bars++;
        var inner = parser.Sum();
        cursor.Bars--;
        cursor.InSetBuilder = builder;
        cursor.Expect("|");
        return new Node(NodeKind.Function, inner.Kind == NodeKind.Matrix ? "det" : "abs", inner);
    }

    private Node Between(string function, string close)
    {
        var inner = parser.List();
        return cursor.TakeCommand(close) ? new Node(NodeKind.Function, function, inner)
            : throw new ParseException($"'{cursor.Peek.Text}' where '{close}' must stand");
    }

    private Node Angle()
    {
        var inner = parser.List();
        if (!cursor.TakeCommand("rangle"))
        {
            throw new ParseException($"'{cursor.Peek.Text}' where 'rangle' must stand");
        }

        return new Node(NodeKind.Tuple, "vector", inner.Kind == NodeKind.List ? inner.Children : [inner]);
    }

    /// <summary>The environment whose opening is already taken.</summary>
    public Node Environment(string name)
    {
        List<Node> rows = [];
        List<Node> cells = [];
        while (cursor.Peek.Kind != TokenKind.EndEnvironment)
        {
            if (cursor.AtEnd)
            {
                throw new ParseException($"an unclosed {name}");
            }

            if (cursor.Peek.Kind == TokenKind.Row)
            {
                cursor.Next();
                Close(rows, cells);
            }
            else if (!cursor.Take("&"))
            {
                cells.Add(parser.List());
            }
        }

        cursor.Next();
        Close(rows, cells);
        return name switch
        {
            "cases" => System(rows) ?? new Node(NodeKind.Cases, "", [.. rows]),
            "vmatrix" => new Node(NodeKind.Function, "det", new Node(NodeKind.Matrix, "", [.. rows])),
            "aligned" or "align" or "alignat" or "eqnarray" or "gathered" or "split" or "equation" or "gather" => rows.Count == 1 ? rows[0][0]
                : new Node(NodeKind.List, "", [.. rows.SelectMany(row => row.Children)]),
            _ => new Node(NodeKind.Matrix, "", [.. rows]),
        };
    }

    private static void Close(List<Node> rows, List<Node> cells)
    {
        if (cells.Count > 0)
        {
            rows.Add(new Node(NodeKind.Row, "", [.. cells]));
            cells.Clear();
        }
    }
}
