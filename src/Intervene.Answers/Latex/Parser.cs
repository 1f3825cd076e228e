using Intervene.Answers.Numbers;

namespace Intervene.Answers.Latex;

/// <summary>The grammar above atoms: lists, chains of relations, sets, sums and products.</summary>
internal sealed class Parser
{
    private const int MostBars = 16;

    private readonly Cursor _cursor;
    private readonly Atoms _atoms;
    private readonly Qualifiers _qualifiers;
    private readonly Factors _factors;

    /// <summary>The conditions that the list which is being read has so far.</summary>
    public List<Node> Conditions { get; private set; } = [];

    private Parser(List<Token> tokens, Fuel fuel, Readings reading)
    {
        _cursor = new Cursor(tokens, fuel, reading);
        _atoms = new Atoms(_cursor, this);
        _qualifiers = new Qualifiers(_cursor, this);
        _factors = new Factors(_cursor, _atoms, _qualifiers, this);
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
        tokens[0].Kind == TokenKind.Begin && tokens[0].Text == "matrix" && tokens.Count(static t => t.Kind == TokenKind.Begin) == 1
            && tokens.TrueForAll(static t => !t.Is("&"))
            ? tokens.FindAll(static t => t.Kind is not (TokenKind.Begin or TokenKind.EndEnvironment or TokenKind.Row))
            : null;

    /// <summary>One expression, or several between commas, with the conditions on their variables.</summary>
    public Node List()
    {
        _cursor.Enter();
        var outer = Conditions;
        Conditions = [];
        List<Node> items = [Relation()];
        List<string> joins = [];
        List<Node> groups = [];
        while (true)
        {
            _qualifiers.Take(Conditions);
            var semicolon = _cursor.Peek.Is(";");
            if (Join() is not { } join || Closes(_cursor.Peek))
            {
                break;
            }

            if (_qualifiers.Opens)
            {
                continue;
            }

            if (semicolon)
            {
                groups.Add(Joined(items, NodeKind.Tuple));
                (items, joins) = ([], []);
            }
            else
            {
                joins.Add(join);
            }

            items.Add(Relation());
        }

        var node = groups.Count > 0 ? new Node(NodeKind.List, "", [.. groups, Joined(items, NodeKind.Tuple)]) : Several(items, joins);
        node = _cursor.TakeCommand("over") ? new Node(NodeKind.Divide, "", node, List())
            : _cursor.TakeCommand("choose") ? new Node(NodeKind.Function, "binom", node, List()) : node;
        node = Conditions.Count == 0 ? node : new Node(NodeKind.Qualified, "", [node, .. Conditions]);
        Conditions = outer;
        _cursor.Leave();
        return node;
    }

    private Node Several(List<Node> items, List<string> joins)
    {
        items = Latex.Conditions.Spread(Congruences.Spread(items));
        Latex.Conditions.Fold(items, joins, Conditions);
        return items.Count > 1 && items.TrueForAll(Latex.Conditions.Is) ? Latex.Conditions.Joined(items, joins) : Joined(items, NodeKind.List);
    }

    private static Node Joined(List<Node> items, NodeKind kind) =>
        items.Count == 1 ? items[0] : new Node(kind, kind == NodeKind.Tuple ? "()" : "", [.. items]);

    /// <summary>What separates two members, taken: a comma, "and" or "or"; null when nothing does.</summary>
    private string? Join()
    {
        string? join = null;
        while (_cursor.Peek is { Kind: TokenKind.Symbol, Text: "," or ";" } or { Kind: TokenKind.Command, Text: "and" or "or" })
        {
            join = _cursor.Peek.Kind == TokenKind.Command ? _cursor.Peek.Text : join ?? ",";
            _cursor.Position++;
        }

        return join;
    }

    internal static bool Closes(Token token) => token.Kind is TokenKind.End or TokenKind.EndEnvironment or TokenKind.Row
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
        return Latex.Conditions.Both(Congruences.Read(members is null ? first
            : new Node(NodeKind.Relation, operators.ToString(), [.. members]), _cursor, _atoms));
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
            "approx" or "simeq" or "cong" => "~",
            "sim" => "sim",
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

    private static Node AsSet(Node node) => node.Kind is NodeKind.Number or NodeKind.Divide or NodeKind.Negate or NodeKind.Function
        ? new Node(NodeKind.Set, "", node) : node;

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
                terms = sign.Text == "-" && term.Kind == NodeKind.Set && terms is [var whole] && IsSet(whole)
                    ? [new Node(NodeKind.Difference, "", whole, term)]
                    : [.. terms, sign.Text == "-" ? Negated(term) : term];
            }
        }

        _cursor.Leave();
        return terms.Count == 1 ? terms[0] : new Node(NodeKind.Add, "", [.. terms]);
    }

    private static bool IsSet(Node node) => node.Kind is NodeKind.Set or NodeKind.Union or NodeKind.Difference or NodeKind.Tuple
        || node.Kind == NodeKind.Symbol && node.Name.StartsWith("set ", StringComparison.Ordinal);

    public Node SignedProduct()
    {
        var negative = false;
        while (_cursor.Peek is { Kind: TokenKind.Symbol, Text: "+" or "-" })
        {
            negative ^= _cursor.Next().Text == "-";
        }

        if (_cursor.Peek is { Kind: TokenKind.Command, Text: "pm" or "mp" })
        {
            var sign = _cursor.Next();
            return new Node(NodeKind.PlusMinus, sign.Text, Node.Number(Rational.Zero), Product());
        }

        var grouped = _cursor.Peek.Is("(") || _cursor.Peek.Kind == TokenKind.Command;
        var product = Product();
        return !negative ? product
            : product is { Kind: NodeKind.Function, Name: "mod", Children.Length: 2 } && !grouped
            ? new Node(NodeKind.Function, "mod", Negated(product[0]), product[1])
            : Negated(product);
    }

    public static Node Negated(Node node) =>
        node.Kind == NodeKind.Number ? Node.Number(-node.Value, node.Decimals) : node.Kind == NodeKind.Negate ? node[0]
            : new Node(NodeKind.Negate, "", node);

    /// <summary>A product with explicit signs; factors that stand side by side bind tighter.</summary>
    public Node Product()
    {
        var left = _factors.Read();
        while (true)
        {
            if (_cursor.Take("*"))
            {
                var before = left.Kind == NodeKind.Multiply ? left.Children : [left];
                left = new Node(NodeKind.Multiply, "", [.. before, SignedFactor()]);
            }
            else if (_cursor.Take("/"))
            {
                var below = SignedFactor();
                left = below.Kind == NodeKind.Set && IsSet(left) ? new Node(NodeKind.Difference, "", left, below) : Over(left, below);
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
        above is { Kind: NodeKind.Number } && below is { Kind: NodeKind.Multiply } && below[0] is { Kind: NodeKind.Number }
            && _cursor.Reads(Readings.LooseSlash)
            ? new Node(NodeKind.Multiply, "", [new Node(NodeKind.Divide, "", above, below[0]), .. below.Children[1..]])
            : new Node(NodeKind.Divide, "", above, below);

    public Node SignedFactor()
    {
        var negative = false;
        while (_cursor.Peek is { Kind: TokenKind.Symbol, Text: "+" or "-" })
        {
            negative ^= _cursor.Next().Text == "-";
        }

        var factor = _factors.Read();
        return negative ? Negated(factor) : factor;
    }
}
