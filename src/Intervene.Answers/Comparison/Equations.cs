using Intervene.Answers.Latex;
using Intervene.Answers.Numbers;


namespace Intervene.Answers.Comparison;

/// <summary>Compares equations and inequalities up to the factors that keep their solutions.</summary>
internal sealed class Equations(Scalars scalars)
{
    private static readonly Node One = Node.Number(Rational.One);

    public Match Compare(Node gold, Node answer)
    {
        if (gold.Children.Length != answer.Children.Length)
        {
            return Match.No("relation-length");
        }

        if (gold.Children.Length > 2)
        {
            return Chain(gold, answer);
        }

        var (f, over) = Sides(gold, false);
        var (g, other) = Sides(answer, over != Operator(answer) && over == Flip(Operator(answer)));
        return over != other ? Match.No("relation-kind")
            : over is "=" or "!=" ? Proportional(f, g) is { IsYes: true } same ? same : Cleared(gold) is var a && Cleared(answer) is var b
            && (a is not null || b is not null) ? Proportional(a ?? f, b ?? g) : Match.No("equation")
            : Positive(f, g);
    }

    private static string Operator(Node relation) => relation.Name;

    private static (Node Difference, string Operator) Sides(Node relation, bool flip) => (
        flip ? Difference(relation[1], relation[0]) : Difference(relation[0], relation[1]), flip ? Flip(relation.Name) : relation.Name);

    private static Node Difference(Node a, Node b) => new(NodeKind.Add, "", a, new Node(NodeKind.Negate, "", b));

    private static string Flip(string relation) => relation switch { "<" => ">", ">" => "<", "<=" => ">=", ">=" => "<=", _ => relation };

    /// <summary>The difference of the sides of <c>y = n/d</c> after multiplication by d; null for other equations.</summary>
    private static Node? Cleared(Node relation)
    {
        var (name, value) = relation[0].Kind == NodeKind.Symbol ? (relation[0], relation[1]) : (relation[1], relation[0]);
        var negative = value.Kind == NodeKind.Negate;
        value = negative ? value[0] : value;
        return name.Kind == NodeKind.Symbol && value.Kind == NodeKind.Divide && Forms.HasVariables(value[1]) && !value.Any(name.Equals)
            ? Difference(new Node(NodeKind.Multiply, "", name, value[1]), negative ? new Node(NodeKind.Negate, "", value[0]) : value[0])
            : null;
    }

    private Match Chain(Node gold, Node answer)
    {
        var same = Same(gold, answer.Children, answer.Name);
        var flipped = string.Join(' ', answer.Name.Split(' ').Reverse().Select(Flip));
        return new Match(same || Same(gold, [.. answer.Children.Reverse()], flipped), "chain");
    }

    private bool Same(Node gold, Node[] members, string operators) =>
        gold.Name == operators && gold.Children.Zip(members).All(pair => scalars.Compare(pair.First, pair.Second).IsYes);

    /// <summary>Whether one side is a constant multiple of the other: equal ratios at two copies of the variables.</summary>
    private Match Proportional(Node f, Node g)
    {
        var shiftedF = Shift(f);
        var shiftedG = Shift(g);
        var cross = scalars.Compare(new Node(NodeKind.Multiply, "", f, shiftedG), new Node(NodeKind.Multiply, "", g, shiftedF));
        return cross.IsYes && !Vanishes(f) && !Vanishes(g) ? Match.Yes("equation")
            : cross.IsYes ? new Match(Vanishes(f) == Vanishes(g), "equation")
            : Match.No("equation");
    }

    private Match Positive(Node f, Node g)
    {
        var proportional = Proportional(f, g);
        return proportional.IsYes && scalars.Compare(new Node(NodeKind.Function, "abs", new Node(NodeKind.Divide, "", f, g)),
            new Node(NodeKind.Divide, "", f, g)).IsYes
            ? Match.Yes("inequality")
            : Match.No("inequality");
    }

    private bool Vanishes(Node node) => scalars.Compare(new Node(NodeKind.Add, "", node, One), One).IsYes;

    /// <summary>A copy of an expression in other variables.</summary>
    internal static Node Shift(Node node) => node.Kind switch
    {
        NodeKind.Symbol or NodeKind.Call => new Node(node.Kind, node.Name + "*", node.Children),
        NodeKind.Number or NodeKind.Constant or NodeKind.Text => node,
        _ => new Node(node.Kind, node.Name, Array.ConvertAll(node.Children, Shift)),
    };
}
