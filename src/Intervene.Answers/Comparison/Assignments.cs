using Intervene.Answers.Latex;

namespace Intervene.Answers.Comparison;

/// <summary>Values of several different names, as <c>x=1, y=2</c> and <c>(x,y)=(1,2)</c> state them.</summary>
internal sealed record Assignments(Node[] Names, Node Values)
{
    /// <summary>The assignments that a form is; null for other forms, and for several values of one name.</summary>
    public static Assignments? Of(Node node)
    {
        if (node is { Kind: NodeKind.Relation, Name: "=", Children: [{ Kind: NodeKind.Tuple } names, { Kind: NodeKind.Tuple } values] }
            && names.Children.Length == values.Children.Length && Array.TrueForAll(names.Children, static n => n.Kind == NodeKind.Symbol))
        {
            return new(names.Children, values);
        }

        return node is { Kind: NodeKind.List, Children.Length: > 1 } && Array.TrueForAll(node.Children, static c =>
            c is { Kind: NodeKind.Relation, Name: "=" } && c[0].Kind == NodeKind.Symbol && c[0].Name.Length == 1 && !Forms.HasVariables(c[1]))
            && node.Children.Select(static c => c[0]).Distinct().Count() == node.Children.Length
            ? new(Array.ConvertAll(node.Children, static c => c[0]), new Node(NodeKind.Tuple, "()",
            Array.ConvertAll(node.Children, static c => c[1])))
            : null;
    }

    /// <summary>Whether a form is several values without names.</summary>
    public static bool IsPlainList(Node node) => node.Kind == NodeKind.List
        && Array.TrueForAll(node.Children, static c => c.Kind is not (NodeKind.Relation or NodeKind.Tuple));

    /// <summary>The values in the order of another's names; null when the names are not the same.</summary>
    public Node? Ordered(Assignments other)
    {
        var places = Array.ConvertAll(other.Names, name => Array.FindIndex(Names, name.Equals));
        return places.Length == Names.Length && !places.Contains(-1) ? new Node(NodeKind.Tuple, "()",
            Array.ConvertAll(places, place => Values[place])) : null;
    }
}
