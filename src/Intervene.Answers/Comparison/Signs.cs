using Intervene.Answers.Latex;


namespace Intervene.Answers.Comparison;

/// <summary>Expands double signs.</summary>
internal static class Signs
{
    private const int MostSigns = 4;

    /// <summary>A form with double signs as the set of its two values, all upper signs or all lower ones.</summary>
    public static Node Expanded(Node node)
    {
        if (node.Kind == NodeKind.Relation && node.Name == "=" && node[1].Any(static n => n.Kind == NodeKind.PlusMinus))
        {
            return Expanded(node[1]);
        }

        return IsScalar(node) && node.Any(static n => n.Kind == NodeKind.PlusMinus)
            ? new Node(NodeKind.Set, "", Signed(node, true), Signed(node, false)) : node;
    }

    /// <summary>The form when it holds two to four double signs, else null.</summary>
    public static Node? Several(Node node) => IsScalar(node) && Count(node) is >= 2 and <= MostSigns ? node : null;

    /// <summary>The set of the values under every choice of the signs.</summary>
    public static Node Independent(Node node)
    {
        var count = Count(node);
        return new Node(NodeKind.Set, "", [.. Enumerable.Range(0, 1 << count).Select(signs => Chosen(node, signs, 0).Node)]);
    }

    private static bool IsScalar(Node node) => node.Kind is not (NodeKind.List or NodeKind.Set or NodeKind.Tuple or NodeKind.Matrix
        or NodeKind.Relation);

    private static int Count(Node node) => (node.Kind == NodeKind.PlusMinus ? 1 : 0) + node.Children.Sum(Count);

    private static (Node Node, int Next) Chosen(Node node, int signs, int next)
    {
        if (node.Kind == NodeKind.Number)
        {
            return (node, next);
        }

        var upper = (signs >> next & 1) == 0;
        next += node.Kind == NodeKind.PlusMinus ? 1 : 0;
        var children = new Node[node.Children.Length];
        for (var i = 0; i < children.Length; i++)
        {
            (children[i], next) = Chosen(node[i], signs, next);
        }

        return (With(node, children, upper), next);
    }

    private static Node Signed(Node node, bool upper) =>
        node.Kind == NodeKind.Number ? node : With(node, Array.ConvertAll(node.Children, child => Signed(child, upper)),
            upper == (node.Name == "pm"));

    private static Node With(Node node, Node[] children, bool plus) => node.Kind != NodeKind.PlusMinus ? new Node(node.Kind, node.Name, children)
        : new Node(NodeKind.Add, "", children[0], plus ? children[1] : new Node(NodeKind.Negate, "", children[1]));
}
