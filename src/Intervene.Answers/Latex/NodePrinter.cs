using System.Text;

namespace Intervene.Answers.Latex;

/// <summary>Prints a tree as nested prefix forms, on one line or indented.</summary>
internal static class NodePrinter
{
    private const int Longest = 2000;

    public static string Print(Node node)
    {
        StringBuilder result = new();
        Write(node, result);
        return result.ToString();
    }

    public static string Indented(Node node)
    {
        StringBuilder result = new();
        Lines(node, 0, result);
        return result.ToString();
    }

    private static string Label(Node node) => node.Kind switch
    {
        NodeKind.Number => node.Value.ToString(),
        NodeKind.Symbol or NodeKind.Constant => node.Name,
        NodeKind.Text => $"\"{node.Name}\"",
        _ => node.Name.Length == 0 ? node.Kind.ToString() : $"{node.Kind} {node.Name}",
    };

    private static void Write(Node node, StringBuilder result)
    {
        if (result.Length > Longest)
        {
            return;
        }

        result.Append(Label(node));
        if (node.Children.Length > 0)
        {
            result.Append('(');
            for (var i = 0; i < node.Children.Length; i++)
            {
                result.Append(i == 0 ? "" : ", ");
                Write(node[i], result);
            }

            result.Append(')');
        }
    }

    private static void Lines(Node node, int depth, StringBuilder result)
    {
        if (result.Length > Longest)
        {
            return;
        }

        result.Append(' ', 2 * depth).Append(Label(node)).Append('\n');
        foreach (var child in node.Children)
        {
            Lines(child, depth + 1, result);
        }
    }
}
