using Intervene.Answers.Latex;


namespace Intervene.Answers.Comparison;

/// <summary>Compares forms that carry constants of integration.</summary>
internal static class Integration
{
    /// <summary>
    /// Whether two antiderivatives with a constant each differ by a constant, or general solutions agree when the constants
    /// <c>C_1, c_2 …</c> are spelled alike; null when the gold carries none.
    /// </summary>
    public static bool? Same(Node gold, Node answer, Scalars scalars)
    {
        if (gold.Kind == NodeKind.Add && Constant(gold, true) is { } c)
        {
            return answer.Kind == NodeKind.Add && Constant(answer, false) is { } k && IsConstant(Without(gold, c), Without(answer, k), scalars);
        }

        if (!gold.Any(IsNumbered) || !answer.Any(IsNumbered))
        {
            return null;
        }

        return scalars.Compare(Spelled(gold), Spelled(answer)).IsYes;
    }

    private static bool IsNumbered(Node node) => node.Kind == NodeKind.Symbol && node.Name.Length == 3 && node.Name[0] is 'c' or 'C' or 'k' or 'K'
        && node.Name[1] == '_' && char.IsAsciiDigit(node.Name[2]);

    private static Node Spelled(Node node) => node.Kind switch
    {
        NodeKind.Symbol => IsNumbered(node) ? new Node(NodeKind.Symbol, "C" + node.Name[1..]) : node,
        NodeKind.Number or NodeKind.Constant or NodeKind.Text => node,
        _ => new Node(node.Kind, node.Name, Array.ConvertAll(node.Children, Spelled)),
    };

    /// <summary>The term that is a constant of integration: alone in its term, in no other, beside a variable in small letters.</summary>
    private static Node? Constant(Node sum, bool strict)
    {
        var found = Array.Find(sum.Children, strict
            ? static t => t is { Kind: NodeKind.Symbol, Name: "C" or "K" or "C_1" or "c_1" }
            : static t => t is { Kind: NodeKind.Symbol, Name: "C" or "K" or "C_1" or "c_1" or "c" or "k" or "D" or "A" or "B" or "const" });
        return found is null || Array.Exists(sum.Children, t => !ReferenceEquals(t, found) && t.Any(n => n.Equals(found)))
            || !Array.Exists(sum.Children, static t => t.Any(static n => n.Kind == NodeKind.Symbol && n.Name.Length >= 1 && char.IsLower(n.Name[0])))
            ? null : found;
    }

    private static Node Without(Node sum, Node term) => new(NodeKind.Add, "", Array.FindAll(sum.Children, t => !ReferenceEquals(t, term)));

    /// <summary>Whether the difference is the same at two copies of the variables.</summary>
    private static bool IsConstant(Node f, Node g, Scalars scalars)
    {
        Node gap = new(NodeKind.Add, "", f, new Node(NodeKind.Negate, "", g));
        return scalars.Compare(gap, Equations.Shift(gap)).IsYes;
    }
}
