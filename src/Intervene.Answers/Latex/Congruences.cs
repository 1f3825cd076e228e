namespace Intervene.Answers.Latex;

/// <summary>Reads residue classes: a value, perhaps of a name, together with its modulus.</summary>
internal static class Congruences
{
    /// <summary>The class that a form and the modulus after it make; the form itself when it has no modulus.</summary>
    public static Node Read(Node form, Cursor cursor, Atoms atoms)
    {
        if (cursor.TakeCommand("pmod"))
        {
            return Of(form, atoms.Power());
        }

        if (cursor.Peek.Is("(") && (cursor.Ahead(1).IsCommand("mod") || cursor.Ahead(1).IsCommand("pmod")))
        {
            cursor.Position += 2;
            var modulus = atoms.Power();
            cursor.Expect(")");
            return Of(form, modulus);
        }

        return form is { Kind: NodeKind.Relation } && form.Name.Contains("equiv", StringComparison.Ordinal)
            && form.Children[^1] is { Kind: NodeKind.Function, Name: "mod", Children: [var value, var under] }
            ? Of(new Node(NodeKind.Relation, form.Name, [.. form.Children[..^1], value]), under)
            : form;
    }

    /// <summary>A list in which the name before the first residue and the modulus after the last hold for all.</summary>
    public static List<Node> Spread(List<Node> items)
    {
        if (items.Count < 2 || items[^1] is not { Kind: NodeKind.Congruence, Children: [_, _, var modulus] }
            || !items.TrueForAll(static i => i.Kind is NodeKind.Congruence or NodeKind.Number or NodeKind.Negate or NodeKind.PlusMinus || IsBare(i)))
        {
            return items;
        }

        var name = items[0].Kind is NodeKind.Congruence or NodeKind.Relation ? items[0][0] : new Node(NodeKind.Text, "");
        return [.. items.Select(item => item.Kind == NodeKind.Congruence
            ? item[0].Kind == NodeKind.Text ? new Node(NodeKind.Congruence, "", name, item[1], item[2]) : item
            : new Node(NodeKind.Congruence, "", IsBare(item) ? item[0] : name, IsBare(item) ? item[1] : item, modulus))];
    }

    private static bool IsBare(Node node) => node is { Kind: NodeKind.Relation, Name: "equiv" or "=" };

    private static Node Of(Node form, Node modulus) => form.Kind == NodeKind.Relation
        ? new Node(NodeKind.Congruence, "", form[0], form.Children[^1], modulus)
        : new Node(NodeKind.Congruence, "", new Node(NodeKind.Text, ""), form, modulus);
}
