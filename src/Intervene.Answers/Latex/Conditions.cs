namespace Intervene.Answers.Latex;

/// <summary>Tells conditions on variables from values, and joins them.</summary>
internal static class Conditions
{
    /// <summary>Whether a node is an inequality, a membership, or several of them.</summary>
    public static bool Is(Node node) => IsInequality(node) || node is { Kind: NodeKind.Relation, Name: "in" or "notin" }
        || node is { Kind: NodeKind.List, Name: "and" or "or" };

    public static bool IsInequality(Node node) => node.Kind == NodeKind.Relation
        && Array.TrueForAll(node.Name.Split(' '), static o => o is "<" or ">" or "<=" or ">=" or "!=");

    /// <summary>Several conditions as one: commas bind loosest and hold together, "or" binds looser than "and".</summary>
    public static Node Joined(List<Node> items, List<string> joins)
    {
        List<Node> all = [];
        List<Node> any = [];
        List<Node> both = [items[0]];
        for (var i = 1; i < items.Count; i++)
        {
            if (joins[i - 1] != "and")
            {
                any.Add(One("and", both));
                both = [];
            }

            if (joins[i - 1] == ",")
            {
                all.Add(One("or", any));
                any = [];
            }

            both.Add(items[i]);
        }

        any.Add(One("and", both));
        all.Add(One("or", any));
        return One("and", all);
    }

    /// <summary>A relation that leaves out both values of a double sign as two relations; other forms as they are.</summary>
    public static Node Both(Node node) => node is
    {
        Kind: NodeKind.Relation, Name: "!=",
        Children: [{ Kind: NodeKind.Symbol } name, { Kind: NodeKind.PlusMinus } signs]
    }
        ? new Node(NodeKind.List, "and", new Node(NodeKind.Relation, "!=", name, new Node(NodeKind.Add, "", signs[0], signs[1])),
        new Node(NodeKind.Relation, "!=", name, new Node(NodeKind.Add, "", signs[0], new Node(NodeKind.Negate, "", signs[1]))))
        : node;

    /// <summary>A list in which the values after <c>x ≠ a</c> are left out too.</summary>
    public static List<Node> Spread(List<Node> items) =>
        items.Count > 1 && items[0] is { Kind: NodeKind.Relation, Name: "!=" } first
            && items.Skip(1).All(static item => item.Kind is NodeKind.Number or NodeKind.Negate or NodeKind.Divide)
            ? [.. items.Select(item => item.Kind == NodeKind.Relation ? item : new Node(NodeKind.Relation, "!=", first[0], item))]
            : items;

    /// <summary>Moves conditions at the end of a list to the conditions of what stands before them, when they are on its variables.</summary>
    public static void Fold(List<Node> items, List<string> joins, List<Node> conditions)
    {
        while (items.Count > 1 && joins[^1] != "or" && Is(items[^1]) && items.FindIndex(item => !Is(item) && Concerns(items[^1], item)) is >= 0
            and var head && head < items.Count - 1)
        {
            conditions.Insert(0, items[^1]);
            items.RemoveAt(items.Count - 1);
            joins.RemoveAt(joins.Count - 1);
        }
    }

    /// <summary>Whether the variables of a condition, or one of them, occur in another form.</summary>
    private static bool Concerns(Node condition, Node form) => condition.Any(n => n.Kind == NodeKind.Symbol && form.Any(n.Equals));

    private static Node One(string join, List<Node> nodes) => nodes.Count == 1 ? nodes[0] : new Node(NodeKind.List, join, [.. nodes]);
}
