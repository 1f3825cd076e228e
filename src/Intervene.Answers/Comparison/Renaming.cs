using Intervene.Answers.Latex;


namespace Intervene.Answers.Comparison;

/// <summary>Renames bound variables.</summary>
internal static class Renaming
{
    /// <summary>A body with the arguments of one call in place of those of another, as <c>f(t)</c> for <c>f(x)</c>.</summary>
    public static Node Arguments(Node body, Node from, Node to)
    {
        if (from.Kind != NodeKind.Call || to.Kind != NodeKind.Call || from.Children.Length != to.Children.Length)
        {
            return body;
        }

        Dictionary<string, Node> names = new(StringComparer.Ordinal);
        for (var i = 0; i < from.Children.Length; i++)
        {
            if (from[i].Kind != NodeKind.Symbol || to[i].Kind != NodeKind.Symbol || !names.TryAdd(from[i].Name, to[i]))
            {
                return body;
            }
        }

        return names.All(static pair => pair.Key == pair.Value.Name) ? body : With(body, names);
    }

    /// <summary>A tree with other symbols in place of some, all at once.</summary>
    public static Node With(Node node, IReadOnlyDictionary<string, Node> names) => node.Kind switch
    {
        NodeKind.Symbol => names.TryGetValue(node.Name, out var other) ? other : node,
        NodeKind.Number or NodeKind.Constant or NodeKind.Text => node,
        _ => new Node(node.Kind, node.Name, Array.ConvertAll(node.Children, child => With(child, names))),
    };

    /// <summary>A family of angles with its whole number named as the gold names it; other answers as they are.</summary>
    public static Node Family(Node gold, Node answer) =>
        Counter(gold) is { } to && Counter(answer) is { } from && !to.Equals(from)
            ? With(answer, new Dictionary<string, Node>(StringComparer.Ordinal) { [from.Name] = to }) : answer;

    /// <summary>The only variable of a form in π, when it is a letter that counts; null for other forms.</summary>
    private static Node? Counter(Node node)
    {
        if (!node.Any(static n => n is { Kind: NodeKind.Constant, Name: "pi" })
            || node.Any(static n => n.Kind is NodeKind.Call or NodeKind.Relation or NodeKind.Function))
        {
            return null;
        }

        Node? found = null;
        return node.Any(n => n.Kind == NodeKind.Symbol && (n.Name is not ("k" or "n" or "m" or "l" or "j" or "t") || !(found ??= n).Equals(n)))
            ? null : found;
    }
}
