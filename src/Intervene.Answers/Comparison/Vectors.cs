using Intervene.Answers.Latex;
using Intervene.Answers.Numbers;


namespace Intervene.Answers.Comparison;

/// <summary>Reads sums of multiples of the unit vectors i, j and k as tuples.</summary>
internal static class Vectors
{
    private static readonly string[] Names = ["vec i", "vec j", "vec k"];

    /// <summary>The tuple of the coefficients; null when the form holds no unit vector, or is a list or a relation.</summary>
    public static Node? Tuple(Node node, int length)
    {
        if (node.Kind is NodeKind.List or NodeKind.Set or NodeKind.Tuple or NodeKind.Relation or NodeKind.Text
            || !node.Any(static n => n.Kind == NodeKind.Symbol && n.Name.StartsWith("vec ", StringComparison.Ordinal) && Names.Contains(n.Name)))
        {
            return null;
        }

        var count = node.Any(static n => n is { Kind: NodeKind.Symbol, Name: "vec k" }) ? 3 : length == 3 ? 3 : 2;
        return new Node(NodeKind.Tuple, "vector", [.. Enumerable.Range(0, count).Select(i => With(node, Names[i]))]);
    }

    /// <summary>The value where one unit vector is 1 and the others are 0.</summary>
    private static Node With(Node node, string one) => node.Kind switch
    {
        NodeKind.Symbol when Names.Contains(node.Name) => Node.Number(node.Name == one ? Rational.One : Rational.Zero),
        NodeKind.Symbol or NodeKind.Number or NodeKind.Constant or NodeKind.Text => node,
        _ => new Node(node.Kind, node.Name, Array.ConvertAll(node.Children, child => With(child, one))),
    };
}
