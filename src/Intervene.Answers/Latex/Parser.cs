namespace Intervene.Answers.Latex;

/// <summary>The grammar above atoms: lists, chains of relations, sets, sums and products.</summary>
internal sealed class Parser
{
    private const int MostBars = 16;

    private readonly Cursor _cursor;
    private readonly Atoms _atoms;

    private Parser(List<Token> tokens, Fuel fuel, Readings reading)
    {
        _cursor = new Cursor(tokens, fuel, reading);
        _atoms = new Atoms(_cursor, this);
    }

    /// <summary>The tree of a formula or of plain words.</summary>
    /// <exception cref="ParseException">The text is not in the grammar.</exception>
    public static Node Parse(string formula, Fuel fuel) => Parse(formula, fuel, Readings.Default, out _);

    /// <summary>The tree under one reading, and the ambiguous notations that the formula holds.</summary>
    /// <exception cref="ParseException">The text is not in the grammar.</exception>
    public static Node Parse(string formula, Fuel fuel, Readings reading, out Readings seen)
    {
        seen = Readings.Default;
        if (PlainText.IsWords(formula))
        {
            return new Node(NodeKind.Text, formula.Trim());
        }

        var tokens = Lexer.Read(formula, fuel);
        while (tokens.Count > 1 && tokens[^2] is { Kind: TokenKind.Symbol, Text: "." or "," or ";" or ":" })
        {
            tokens.RemoveAt(tokens.Count - 2);
        }

        var column = Column(tokens);
        try
        {
            return Whole(column is null ? tokens : [.. tokens], fuel, reading, out seen);
        }
        catch (ParseException) when (column is not null)
        {
            return Whole(column, fuel, reading, out seen);
        }
        catch (ParseException) when ((reading & Readings.OpenBars) == 0 && tokens.Count(static t => t.Is("|")) is >= 4 and <= MostBars)
        {
            return Whole(tokens, fuel, reading | Readings.OpenBars, out seen);
        }
    }

    private static Node Whole(List<Token> tokens, Fuel fuel, Readings reading, out Readings seen)
    {
        Parser parser = new(tokens, fuel, reading);
        seen = Readings.Default;
        if (parser._cursor.AtEnd)
        {
            throw new ParseException("nothing to read");
        }

        var tree = parser.List();
        seen = parser._cursor.Seen;
        return parser._cursor.AtEnd ? tree : throw new ParseException($"'{parser._cursor.Peek.Text}' after the end of the formula");
    }

    /// <summary>The tokens of a formula that is broken over the rows of one matrix of one column; null for others.</summary>
    private static List<Token>? Column(List<Token> tokens) =>
        tokens[0].Kind == TokenKind.Begin && tokens[0].Text == "matrix" && tokens.Count(static t => t.Kind == TokenKind.Begin) == 1 && tokens.TrueForAll(static t => !t.Is("&"))
            ? tokens.FindAll(static t => t.Kind is not (TokenKind.Begin or TokenKind.EndEnvironment or TokenKind.Row))
            : null;

    /// <summary>One expression, or several between commas.</summary>
    public Node List()
    {
        _cursor.Enter();
        List<Node> items = [Relation()];
        List<Node> groups = [];
        var join = "";
        while (true)
        {
            var semicolon = _cursor.Peek.Is(";");
            if (!Comma(ref join) || Closes(_cursor.Peek))
            {
                break;
            }

            if (semicolon)
            {
                groups.Add(Joined(items, NodeKind.Tuple));
                items = [];
            }

            items.Add(Relation());
        }

        _cursor.Leave();
        return groups.Count == 0 ? items.Count > 1 && items.TrueForAll(static i => i.Kind == NodeKind.Relation) ? new Node(NodeKind.List, join, [.. items]) : Joined(items, NodeKind.List)
            : new Node(NodeKind.List, "", [.. groups, Joined(items, NodeKind.Tuple)]);
    }

    private static Node Joined(List<Node> items, NodeKind kind) =>
        items.Count == 1 ? items[0] : new Node(kind, kind == NodeKind.Tuple ? "()" : "", [.. items]);

    private bool Comma(ref string join)
    {
        var any = false;
        while (_cursor.Peek is { Kind: TokenKind.Symbol, Text: "," or ";" } or { Kind: TokenKind.Command or TokenKind.Word, Text: "and" or "or" })
        {
            join = _cursor.Peek.Kind == TokenKind.Symbol ? join : _cursor.Peek.Text;
            _cursor.Position++;
            any = true;
        }

        return any;
    }

    private static bool Closes(Token token) => token.Kind is TokenKind.End or TokenKind.EndEnvironment or TokenKind.Row
        || (token.Kind == TokenKind.Symbol && token.Text is ")" or "]" or "}" or "&") || token.IsCommand("}") || token.IsCommand("rangle");

    /// <summary>A chain of relations, or what stands between them.</summary>
    public Node Relation()
    {
        _cursor.Enter();
        var first = Operator(_cursor.Peek) is { Length: > 0 } ? new Node(NodeKind.Text, "") : Ratio();
        List<Node>? members = null;
        System.Text.StringBuilder operators = new();
        while (Operator(_cursor.Peek) is { } relation)
        {
            _cursor.Next();
            members ??= [first];
            operators.Append(operators.Length == 0 ? "" : " ").Append(relation);
            members.Add(Ratio());
        }

        _cursor.Leave();
        return members is null ? first : new Node(NodeKind.Relation, operators.ToString(), [.. members]);
    }

    private static string? Operator(Token token) => token.Kind switch
    {
        TokenKind.Symbol => token.Text is "=" or "<" or ">" ? token.Text : null,
        TokenKind.Command => token.Text switch
        {
            "le" => "<=",
            "ge" => ">=",
            "ne" => "!=",
            "in" => "in",
            "notin" => "notin",
            "subset" or "subseteq" => "subset",
            "approx" or "sim" or "simeq" or "cong" => "~",
            "equiv" => "equiv",
            "to" or "mapsto" => "to",
            "iff" => "iff",
            "propto" => "propto",
            "parallel" => "parallel",
            "perp" => "perp",
            _ => null,
        },
        _ => null,
    };

    private Node Ratio()
    {
        var first = SetLevel();
        if (_cursor.InSetBuilder || !_cursor.Peek.Is(":"))
        {
            return first;
        }

        List<Node> terms = [first];
        var clock = first is { Kind: NodeKind.Number, Value.IsInteger: true } && first.Value.Sign >= 0 && first.Value.Numerator <= 24;
        while (!_cursor.InSetBuilder && _cursor.Take(":"))
        {
            clock &= _cursor.Peek is { Kind: TokenKind.Number, Text.Length: 2, IsDecimal: false } && _cursor.Peek.Text[0] <= '5';
            terms.Add(SetLevel());
        }

        return new Node(NodeKind.Ratio, clock ? "clock" : "", [.. terms]);
    }

    private Node SetLevel()
    {
        var left = Sum();
        while (_cursor.Peek.Kind == TokenKind.Command)
        {
            NodeKind? kind = _cursor.Peek.Text switch
            {
                "cup" or "bigcup" or "sqcup" => NodeKind.Union,
                "cap" or "bigcap" => NodeKind.Intersection,
                "setminus" => NodeKind.Difference,
                _ => null,
            };
            if (kind is not { } operation)
            {
                break;
            }

            _cursor.Next();
            left = new Node(operation, "", AsSet(left), AsSet(Sum()));
        }

        return left;
    }

    private static Node AsSet(Node node) => node.Kind is NodeKind.Number or NodeKind.Divide or NodeKind.Negate or NodeKind.Function ? new Node(NodeKind.Set, "", node) : node;

    /// <summary>A sum of products.</summary>
    public Node Sum()
    {
        _cursor.Enter();
        List<Node> terms = [SignedProduct()];
        while (_cursor.Peek is { Kind: TokenKind.Symbol, Text: "+" or "-" } or { Kind: TokenKind.Command, Text: "pm" or "mp" })
        {
            var sign = _cursor.Next();
            var term = SignedProduct();
            if (sign.Text is "pm" or "mp")
            {
                var left = terms.Count == 1 ? terms[0] : new Node(NodeKind.Add, "", [.. terms]);
                terms = [new Node(NodeKind.PlusMinus, sign.Text, left, term)];
            }
            else
            {
                terms.Add(sign.Text == "-" ? Negated(term) : term);
            }
        }

        _cursor.Leave();
        return terms.Count == 1 ? terms[0] : new Node(NodeKind.Add, "", [.. terms]);
    }

    private Node SignedProduct()
    {
        var negative = false;
        while (_cursor.Peek is { Kind: TokenKind.Symbol, Text: "+" or "-" })
        {
            negative ^= _cursor.Next().Text == "-";
        }

        if (_cursor.Peek is { Kind: TokenKind.Command, Text: "pm" or "mp" })
        {
            var sign = _cursor.Next();
            return new Node(NodeKind.PlusMinus, sign.Text, Node.Number(Algebra.Rational.Zero), Product());
        }

        var grouped = _cursor.Peek.Is("(") || _cursor.Peek.Kind == TokenKind.Command;
        var product = Product();
        return !negative ? product
            : product is { Kind: NodeKind.Function, Name: "mod", Children.Length: 2 } && !grouped ? new Node(NodeKind.Function, "mod", Negated(product[0]), product[1])
            : Negated(product);
    }

    private static Node Negated(Node node) =>
        node.Kind == NodeKind.Number ? Node.Number(-node.Value, node.Decimals) : node.Kind == NodeKind.Negate ? node[0] : new Node(NodeKind.Negate, "", node);

    /// <summary>A product with explicit signs; factors that stand side by side bind tighter.</summary>
    public Node Product()
    {
        var left = Juxtaposed();
        while (true)
        {
            if (_cursor.Take("*"))
            {
                var before = left.Kind == NodeKind.Multiply ? left.Children : [left];
                left = new Node(NodeKind.Multiply, "", [.. before, SignedFactor()]);
            }
            else if (_cursor.Take("/"))
            {
                left = Over(left, SignedFactor());
            }
            else if (_cursor.TakeCommand("mod"))
            {
                left = new Node(NodeKind.Function, "mod", left, SignedFactor());
            }
            else
            {
                return left;
            }
        }
    }

    /// <summary>A quotient; what follows a numeral after the slash is below it, or by the other reading beside it.</summary>
    private Node Over(Node above, Node below) =>
        above is { Kind: NodeKind.Number } && below is { Kind: NodeKind.Multiply } && below[0] is { Kind: NodeKind.Number } && _cursor.Reads(Readings.LooseSlash)
            ? new Node(NodeKind.Multiply, "", [new Node(NodeKind.Divide, "", above, below[0]), .. below.Children[1..]])
            : new Node(NodeKind.Divide, "", above, below);

    private Node SignedFactor()
    {
        var negative = false;
        while (_cursor.Peek is { Kind: TokenKind.Symbol, Text: "+" or "-" })
        {
            negative ^= _cursor.Next().Text == "-";
        }

        var factor = Juxtaposed();
        return negative ? Negated(factor) : factor;
    }

    /// <summary>Whether words such as "the answer is" only introduce what follows.</summary>
    private static bool Announces(string words) => words.TrimEnd().TrimEnd(':') is var end
        && (end.EndsWith(" is", StringComparison.OrdinalIgnoreCase) || end.EndsWith(" are", StringComparison.OrdinalIgnoreCase) || end.EndsWith("answer", StringComparison.OrdinalIgnoreCase));

    private Node Juxtaposed()
    {
        _cursor.Enter();
        var first = _atoms.Mixed() ?? _atoms.Power();
        if (first.Kind == NodeKind.Text && _atoms.Starts(_cursor.Peek) && Announces(first.Name))
        {
            first = _atoms.Mixed() ?? _atoms.Power();
        }

        List<Node>? factors = null;
        while (_atoms.Starts(_cursor.Peek))
        {
            if (_cursor.Peek.Kind == TokenKind.Word && first.Kind != NodeKind.Text)
            {
                var value = factors is null ? first : new Node(NodeKind.Multiply, "", [.. factors]);
                var unit = _atoms.Unit();
                (first, factors) = (unit.Length == 0 ? value : new Node(NodeKind.Quantity, unit, value), null);
                continue;
            }

            factors ??= [first];
            factors.Add(_atoms.Mixed() ?? _atoms.Power());
        }

        _cursor.Leave();
        return factors is null ? first : _atoms.Product(factors);
    }
}
