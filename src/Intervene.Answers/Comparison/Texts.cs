using System.Text;
using Intervene.Answers.Latex;

namespace Intervene.Answers.Comparison;

/// <summary>Compares words: letters of choices, names, and short statements.</summary>
internal static class Texts
{
    private static readonly string[][] Synonyms =
    [
        ["no solution", "none", "dne", "does not exist", "no solutions", "empty set", "no real solution", "undefined", "impossible", "no such exist", "nonexistent", "not exist", "no such"],
        ["yes", "true", "correct"],
        ["no", "false", "incorrect"],
        ["all reals", "all real number", "all real", "real numbers", "any real number"],
        ["infinity", "infinite", "infinitely many"],
    ];

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
        gold == answer || (gold.Length > 1 && Array.Exists(Synonyms, group => group.Contains(gold) && group.Contains(answer)))
        || (Choice(gold) is { } letter && Choice(answer) == letter && (gold.Length == 1 || answer.Length == 1));

    private static char? Choice(string text) => text.Length == 1 && text[0] is >= 'A' and <= 'Z' ? text[0]
        : text.Length > 2 && text[0] is >= 'A' and <= 'J' && text[1] == ' ' ? text[0] : null;

    private static string Normal(string text)
    {
        StringBuilder result = new(text.Length);
        string trimmed = text.Trim();
        bool choice = trimmed.TrimStart('(').Length > 0 && char.IsAsciiLetterUpper(trimmed.TrimStart('(')[0]) && (trimmed.Length == 1 || trimmed.TrimStart('(').Length > 1 && !char.IsLetter(trimmed.TrimStart('(')[1]));
        foreach (char c in trimmed)
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

        string[] words = result.ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return words.Length <= 1 ? string.Concat(words) : string.Join(' ', words.Where(static w => w is not ("the" or "a" or "an")).Select(static w => w.Length > 3 && w[^1] == 's' && w[^2] != 's' ? w[..^1] : w));
    }
}
