using Intervene.Answers.Latex;


namespace Intervene.Answers.Comparison;

/// <summary>Separates a value from its unit.</summary>
internal static class UnitSplit
{
    /// <summary>The value, as a degree or percent where the unit is one, and the unit's words.</summary>
    public static (Node Value, string Unit) Of(Node node)
    {
        if (Temperature(node) is { } temperature)
        {
            return temperature;
        }

        var unit = "";
        while (node.Kind == NodeKind.Quantity)
        {
            unit = unit.Length == 0 ? node.Name : node.Name + " " + unit;
            node = node[0];
        }

        unit = unit.StartsWith("degree ", StringComparison.Ordinal) && unit is "degree celsius" or "degree fahrenheit" ? unit[7..] : unit;
        return unit is "degree" or "°" ? (new Node(NodeKind.Degree, "", node), "")
            : unit is "percent" or "pct" or "/cent" or "pour cent" or "prozent" or "por ciento" or "per cento" or "por cento" or "процент"
            or "процентов" ? (new Node(NodeKind.Percent, "", node), "") : (node, unit);
    }

    /// <summary>A number before letters that are units, such as <c>36 m/s</c> written without a text command; null for other forms.</summary>
    public static (Node Value, string Unit)? Letters(Node node)
    {
        List<Node> values = [];
        var unit = "";
        return Collect(node, "", values, ref unit) && values.Count > 0 && unit.Length > 0
            ? (values.Count == 1 ? values[0] : new Node(NodeKind.Multiply, "", [.. values]), unit.Trim())
            : null;
    }

    private static bool Collect(Node node, string slash, List<Node> values, ref string unit)
    {
        switch (node.Kind)
        {
            case NodeKind.Text when Units.IsWord(node.Name.Trim()):
                unit += slash.Length > 0 ? slash + Units.Normal(node.Name) : " " + Units.Normal(node.Name);
                return true;
            case NodeKind.Symbol when Units.IsLetter(node.Name):
                unit += slash.Length > 0 ? slash + node.Name : " " + node.Name;
                return true;
            case NodeKind.Power when node[0] is { Kind: NodeKind.Symbol } name && Units.IsLetter(name.Name)
                && node[1] is { Kind: NodeKind.Number, Value.IsInteger: true } power:
                unit += (slash.Length > 0 ? slash : " ") + name.Name + "^" + power.Value;
                return true;
            case NodeKind.Multiply:
                foreach (var child in node.Children)
                {
                    if (!Collect(child, slash, values, ref unit))
                    {
                        return false;
                    }
                }

                return true;
            case NodeKind.Divide when node.Any(static n => n.Kind is NodeKind.Symbol or NodeKind.Text):
                return Collect(node[0], slash, values, ref unit) && Collect(node[1], "/", values, ref unit);
            case NodeKind.Quantity:
                unit += " " + node.Name;
                values.Add(node[0]);
                return !Forms.HasVariables(node[0]) && slash.Length == 0;
            default:
                values.Add(node);
                return slash.Length == 0 && !Forms.HasVariables(node);
        }
    }

    private static (Node Value, string Unit)? Temperature(Node node) =>
        node is { Kind: NodeKind.Multiply, Children: [{ Kind: NodeKind.Degree } degree, { Kind: NodeKind.Symbol, Name: "C" or "F" } scale] }
            ? (degree[0], scale.Name == "C" ? "celsius" : "fahrenheit")
            : null;
}
