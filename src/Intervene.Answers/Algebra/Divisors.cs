using Intervene.Answers.Latex;
using Intervene.Answers.Numbers;


namespace Intervene.Answers.Algebra;

/// <summary>Rewrites greatest common divisors and least common multiples of products with symbols.</summary>
internal static class Divisors
{
    /// <summary>The tree with every gcd and lcm of symbolic or irrational terms as a product.</summary>
    public static Node Rewrite(Node node, Fuel fuel)
    {
        if (node.Kind == NodeKind.Number || !node.Any(static n => n is { Kind: NodeKind.Function, Name: "gcd" or "lcm" }))
        {
            return node;
        }

        var children = Array.ConvertAll(node.Children, child => Rewrite(child, fuel));
        if (node is not { Kind: NodeKind.Function, Name: "gcd" or "lcm" } || Exact.Value(node, null, fuel) is not null)
        {
            return new Node(node.Kind, node.Name, children);
        }

        var total = children[0];
        for (var i = 1; i < children.Length; i++)
        {
            var divisor = Common(total, children[i], fuel);
            var units = node.Name == "lcm" && !(Factors(total, fuel).Content.IsInteger && Factors(children[i], fuel).Content.IsInteger);
            total = node.Name == "gcd" ? divisor : units ? Monic(total, children[i], divisor, fuel)
                : new Node(NodeKind.Divide, "", new Node(NodeKind.Multiply, "", total, children[i]), divisor);
        }

        return total;
    }

    private static Node Monic(Node a, Node b, Node divisor, Fuel fuel) =>
        new(NodeKind.Divide, "", new Node(NodeKind.Multiply, "", [Node.Number(Rational.One), .. Factors(a, fuel).Symbols, .. Factors(b, fuel)
            .Symbols]), divisor);

    private static Node Common(Node a, Node b, Fuel fuel)
    {
        var (x, p) = Factors(a, fuel);
        var (y, q) = Factors(b, fuel);
        List<Node> shared = [];
        foreach (var factor in p)
        {
            var at = q.FindIndex(other => other.Equals(factor));
            if (at >= 0)
            {
                shared.Add(factor);
                q.RemoveAt(at);
            }
        }

        // Over the integers contents count; over the rationals every constant is a unit.
        var content = x.IsInteger && y.IsInteger ? Rational.Of(System.Numerics.BigInteger.GreatestCommonDivisor(x.Numerator, y.Numerator))
            : Rational.One;
        return new Node(NodeKind.Multiply, "", [Node.Number(content), .. shared]);
    }

    private static (Rational Content, List<Node> Symbols) Factors(Node node, Fuel fuel)
    {
        var content = Rational.One;
        List<Node> symbols = [];
        foreach (var factor in node.Kind == NodeKind.Multiply ? node.Children : [node])
        {
            if (Exact.Value(factor, null, fuel) is { } value)
            {
                content *= value;
            }
            else
            {
                symbols.Add(factor);
            }
        }

        return (content, symbols);
    }
}
