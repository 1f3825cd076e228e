using System.Collections.Frozen;
using System.Text;
using Intervene.Answers.Latex;

namespace Intervene.Answers.Comparison;

/// <summary>Compares words: letters of choices, names, and short statements.</summary>
internal static class Texts
{
    private static readonly FrozenDictionary<string, int> Synonyms = ((string[][])
    [
        ["no solution", "none", "dne", "does not exist", "no solutions", "empty set", "null set", "no real solution", "no real solutions", "undefined", "impossible", "no such exists", "nonexistent", "not exist", "no such", "does not exist any", "no integer solution", "not possible", "there are none", "there is none", "none exist", "no solution exists"],
        ["yes", "true", "correct"],
        ["no", "false", "incorrect"],
        ["all reals", "all real numbers", "all real", "real numbers", "any real number", "every real number", "all real values", "all real number", "reals", "all of the real numbers", "set of real numbers", "set of all real numbers"],
        ["infinity", "infinite", "infinitely many", "infinitely many solutions", "infinite number", "infinite solutions"],
    ]).SelectMany((group, index) => group.Select(word => (Word: Normal(word), index))).DistinctBy(static pair => pair.Word).ToFrozenDictionary(static pair => pair.Word, static pair => pair.index, StringComparer.Ordinal);

    /// <summary>The words of a tree in normal form, or null when it is not words.</summary>
    public static string? Words(Node node) => node.Kind switch
    {
        NodeKind.Text => Normal(node.Name),
        NodeKind.Symbol when node.Name.Length == 1 => node.Name,
        NodeKind.Constant when node.Name is "e" or "i" => node.Name,
        NodeKind.Multiply when Array.TrueForAll(node.Children, static c => c.Kind is NodeKind.Symbol or NodeKind.Constant or NodeKind.Text) => string.Concat(node.Children.Select(static c => c.Name)).ToLowerInvariant(),
        NodeKind.Set when node.Children.Length == 0 => Normal("empty set"),
        _ => null,
    };

    /// <summary>Whether two texts say the same.</summary>
    public static bool Same(string gold, string answer) =>
        gold == answer || (gold.Length > 1 && Synonyms.TryGetValue(Normal(gold), out var meaning) && Synonyms.TryGetValue(answer, out var other) && meaning == other)
        || (Choice(gold) is { } letter && Choice(answer) == letter && (gold.Length == 1 || answer.Length == 1));

    private static char? Choice(string text) => text.Length == 1 && text[0] is >= 'A' and <= 'Z' ? text[0]
        : text.Length > 2 && text[0] is >= 'A' and <= 'J' && text[1] == ' ' ? text[0] : null;

    private static string Normal(string text)
    {
        StringBuilder result = new(text.Length);
        var trimmed = text.Trim();
        var choice = trimmed.TrimStart('(').Length > 0 && char.IsAsciiLetterUpper(trimmed.TrimStart('(')[0]) && (trimmed.Length == 1 || trimmed.TrimStart('(').Length > 1 && !char.IsLetter(trimmed.TrimStart('(')[1]));
        foreach (var c in trimmed)
        {
            if (char.IsLetterOrDigit(c))
            {
                result.Append(choice && result.Length == 0 ? c : char.ToLowerInvariant(c));
            }
            else if (result.Length > 0 && result[^1] != ' ')
            {
                result.Append(c is '\'' ? "" : " ");
            }
        }

        var words = result.ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return words.Length <= 1 ? string.Concat(words) : string.Join(' ', words.Where(static w => w is not ("the" or "a" or "an")).Select(static w => w.Length > 3 && w[^1] == 's' && w[^2] != 's' ? w[..^1] : w));
    }
}
