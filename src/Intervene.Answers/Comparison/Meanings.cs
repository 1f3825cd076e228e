using Intervene.Answers.Latex;
using Intervene.Answers.Numbers;

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

        if (Counted(node.Name) is { } counted)
        {
            return counted;
        }

        return Texts.Words(node) switch
        {
            { } words when Texts.Same("all reals", words) => Names.RealLine(),
            { } words when words.Contains("real", StringComparison.Ordinal) && HalfLine(words) is { } half => half,
            { } words when Texts.Same("infinity", words) => new Node(NodeKind.Constant, "infinity"),
            _ => null,
        };
    }

    /// <summary>The value of a number in words before a noun or a part, as "six apples", "two thirds" and "a dozen"; null for other words.</summary>
    private static Node? Counted(string text)
    {
        var words = text.Trim().Split(' ', StringSplitOptions.RemoveEmptyEntries);
        words = words is ["a" or "A", ..] ? ["one", .. words[1..]] : words;
        for (var count = words.Length - 1; count > 0; count--)
        {
            if (!NumberWords.IsOrdinal(words[0]) && NumberWords.Read(string.Join(' ', words[..count])) is { } number)
            {
                var (value, unit) = Magnitudes.Applied(Node.Number(Rational.Of(number)), Units.Normal(string.Join(' ', words[count..])));
                return unit.Length == 0 ? value : words[0] == "one" || Phrases.Change(unit) ? null : new Node(NodeKind.Quantity, unit, value);
            }
        }

        return null;
    }

    /// <summary>The half of the real line that words such as "all positive real numbers" mean; null for other words.</summary>
    private static Node? HalfLine(string words)
    {
        var zero = Node.Number(Rational.Zero);
        Node infinity = new(NodeKind.Constant, "infinity");
        Node below = new(NodeKind.Negate, "", infinity);
        return words.Replace("all ", "", StringComparison.Ordinal).Replace("any ", "", StringComparison.Ordinal)
            .Replace("non negative", "nonnegative", StringComparison.Ordinal).Replace("non positive", "nonpositive", StringComparison.Ordinal) switch
        {
            "positive real" or "positive real number" => new Node(NodeKind.Tuple, "open", zero, infinity),
            "negative real" or "negative real number" => new Node(NodeKind.Tuple, "open", below, zero),
            "nonnegative real" or "nonnegative real number" => new Node(NodeKind.Tuple, "[)", zero, infinity),
            "nonpositive real" or "nonpositive real number" => new Node(NodeKind.Tuple, "(]", below, zero),
            "nonzero real" or "nonzero real number" => new Node(NodeKind.Difference, "", Names.RealLine(), new Node(NodeKind.Set, "", zero)),
            _ => null,
        };
    }
}
