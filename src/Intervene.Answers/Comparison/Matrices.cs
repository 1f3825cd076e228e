using Intervene.Answers.Latex;


namespace Intervene.Answers.Comparison;

/// <summary>Carries out sums, multiples and products of matrices.</summary>
internal static class Matrices
{
    private const int MostCells = 100;

    /// <summary>Whether a form holds a matrix outside of a determinant.</summary>
    public static bool Occur(Node node) => node.Kind == NodeKind.Matrix
        || (node.Kind is NodeKind.Add or NodeKind.Multiply or NodeKind.Negate or NodeKind.Divide or NodeKind.Power
        && Array.Exists(node.Children, Occur));

    /// <summary>The matrix that a form of matrices is; the form itself when it is none.</summary>
    public static Node Value(Node node)
    {
        if (node.Kind == NodeKind.Matrix || !Occur(node))
        {
            return node;
        }

        var children = Array.ConvertAll(node.Children, Value);
        switch (node.Kind)
        {
            case NodeKind.Negate when children[0].Kind == NodeKind.Matrix:
                return Each(children[0], static cell => new Node(NodeKind.Negate, "", cell));
            case NodeKind.Divide when children[0].Kind == NodeKind.Matrix && children[1].Kind != NodeKind.Matrix:
                return Each(children[0], cell => new Node(NodeKind.Divide, "", cell, children[1]));
            case NodeKind.Add when Array.TrueForAll(children, c => c.Kind == NodeKind.Matrix && SameShape(c, children[0])):
                return new Node(NodeKind.Matrix, "", [.. children[0].Children.Select((row, i) =>
                    new Node(NodeKind.Row, "", [.. row.Children.Select((_, j) =>
                        new Node(NodeKind.Add, "", Array.ConvertAll(children, c => c[i][j])))]))]);
            case NodeKind.Power when children[0].Kind == NodeKind.Matrix && children[0].Children.Length > 0
                && children[1] is { Kind: NodeKind.Symbol, Name: "T" or "top" or "intercal" }
                && Array.TrueForAll(children[0].Children, r => r.Children.Length == children[0][0].Children.Length):
                return new Node(NodeKind.Matrix, "", [.. children[0][0].Children.Select((_, j) =>
                    new Node(NodeKind.Row, "", Array.ConvertAll(children[0].Children, row => row[j])))]);
            case NodeKind.Multiply:
                return Product(children) ?? node;
            default:
                return node;
        }
    }

    private static Node? Product(Node[] factors)
    {
        Node? matrix = null;
        List<Node> scalars = [];
        foreach (var factor in factors)
        {
            if (factor.Kind != NodeKind.Matrix)
            {
                scalars.Add(factor);
            }
            else if (matrix is null)
            {
                matrix = factor;
            }
            else if (Times(matrix, factor) is { } product)
            {
                matrix = product;
            }
            else
            {
                return null;
            }
        }

        return scalars.Count == 0 ? matrix : Each(matrix!, cell => new Node(NodeKind.Multiply, "", [.. scalars, cell]));
    }

    private static Node? Times(Node a, Node b)
    {
        var inner = b.Children.Length;
        if (inner == 0 || a.Children.Length * b[0].Children.Length > MostCells || !Array.TrueForAll(a.Children, row => row.Children.Length == inner)
            || !Array.TrueForAll(b.Children, row => row.Children.Length == b[0].Children.Length))
        {
            return null;
        }

        return new Node(NodeKind.Matrix, "", Array.ConvertAll(a.Children, row =>
            new Node(NodeKind.Row, "", [.. Enumerable.Range(0, b[0].Children.Length).Select(j =>
            new Node(NodeKind.Add, "", [.. Enumerable.Range(0, inner).Select(k => new Node(NodeKind.Multiply, "", row[k], b[k][j]))]))])));
    }

    private static Node Each(Node matrix, Func<Node, Node> change) => new(NodeKind.Matrix, "",
        Array.ConvertAll(matrix.Children, row => new Node(NodeKind.Row, "", Array.ConvertAll(row.Children, cell => change(cell)))));

    private static bool SameShape(Node a, Node b) => a.Children.Length == b.Children.Length
        && a.Children.Zip(b.Children).All(static pair => pair.First.Children.Length == pair.Second.Children.Length);
}
