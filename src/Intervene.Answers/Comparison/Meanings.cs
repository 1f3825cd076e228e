using Intervene.Answers.Algebra;
using Intervene.Answers.Latex;

namespace Intervene.Answers.Comparison;

/// <summary>Words that stand for a number or a set.</summary>
internal static class Meanings
{
    /// <summary>The form that a text means; null when it means none or is no text.</summary>
    public static Node? Of(Node node)
    {
        if (node.Kind != NodeKind.Text)
        {
            return null;
        }

        if (NumberWords.Read(node.Name) is { } number)
        {
            return Node.Number(Rational.Of(number));
        }

        return Texts.Words(node) switch
        {
            { } words when Texts.Same("all reals", words) => Names.RealLine(),
            { } words when Texts.Same("infinity", words) => new Node(NodeKind.Constant, "infinity"),
            _ => null,
        };
    }
}
