using System.Collections.Frozen;
using System.Text;
using Intervene.Answers.Latex;

namespace Intervene.Answers.Comparison;

/// <summary>Compares words: letters of choices, names, and short statements.</summary>
internal static class Texts
{
    private static readonly FrozenDictionary<string, int> Synonyms = ((string[][])
    [
        ["no solution", "none", "dne", "does not exist", "no solutions", "empty set", "null set", "no real solution", "no real solutions",
            "undefined", "impossible", "no such exists", "nonexistent", "not exist", "no such", "does not exist any", "no integer solution",
                "not possible", "there are none", "there is none", "none exist", "no solution exists", "无解", "没有解", "无实数解", "不存在", "無解", "解なし",
                    "해 없음", "해가 없다", "keine lösung", "pas de solution", "aucune solution", "sin solución", "no hay solución", "nessuna soluzione",
                        "sem solução", "нет решений"],
        ["yes", "true", "correct", "是", "对", "正确", "是的", "oui", "ja", "sí", "да", "はい", "예"],
        ["no", "false", "incorrect", "否", "不是", "错误", "non", "nein", "нет", "いいえ", "아니오"],
        ["all reals", "all real numbers", "all real", "real numbers", "any real number", "every real number", "all real values", "all real number",
            "reals", "all of the real numbers", "set of real numbers", "set of all real numbers", "全体实数", "所有实数", "一切实数", "任意实数", "实数集",
                "tous les réels", "alle reellen zahlen", "todos los reales", "todos los números reales"],
        ["infinity", "infinite", "infinitely many", "infinitely many solutions", "infinite number", "infinite solutions", "无穷", "无穷大", "无穷多", "无限",
            "无数个", "无穷多个", "infini", "unendlich", "infinito"],
    ]).SelectMany((group, index) => group.Select(word => (Word: Normal(word), index))).DistinctBy(static pair => pair.Word)
        .ToFrozenDictionary(static pair => pair.Word, static pair => pair.index, StringComparer.Ordinal);

    /// <summary>The words of a tree in normal form, or null when it is not words.</summary>
    public static string? Words(Node node) => node.Kind switch
    {
        NodeKind.Text => Normal(node.Name),
        NodeKind.Symbol when node.Name.Length == 1 => node.Name,
        NodeKind.Constant when node.Name is "e" or "i" => node.Name,
        NodeKind.Multiply when Array.TrueForAll(node.Children, static c => c.Kind is NodeKind.Symbol or NodeKind.Constant or NodeKind.Text) =>
            string.Concat(node.Children.Select(static c => c.Name)).ToLowerInvariant(),
        NodeKind.Set when node.Children.Length == 0 => Normal("empty set"),
        _ => null,
    };

    /// <summary>Whether two texts say the same.</summary>
    public static bool Same(string gold, string answer) =>
        gold == answer || Core(gold) is { Length: > 1 } a && Core(answer) is { Length: > 1 } b
            && (a == b || Synonyms.TryGetValue(a, out var one) && Synonyms.TryGetValue(b, out var two) && one == two)
            || (gold.Length > 1 && Synonyms.TryGetValue(Normal(gold), out var meaning) && Synonyms.TryGetValue(answer, out var other)
            && meaning == other)
        || gold.Contains(" and ", StringComparison.Ordinal) && answer.Contains(" and ", StringComparison.Ordinal)
        && Names(gold).SetEquals(Names(answer));

    /// <summary>The words without those that only say that something is there.</summary>
    private static string Core(string text) => string.Join(' ', text.Split(' ')
        .Where(static w => w is not ("there" or "is" or "are" or "exist" or "exists" or "it" or "has" or "have" or "we" or "get")));

    private static HashSet<string> Names(string text) => [.. text.Split(" and ")];

    private static string Normal(string text)
    {
        StringBuilder result = new(text.Length);
        var trimmed = text.Trim();
        var choice = trimmed.TrimStart('(').Length > 0 && char.IsAsciiLetterUpper(trimmed.TrimStart('(')[0])
            && (trimmed.Length == 1 || trimmed.TrimStart('(').Length > 1 && !char.IsLetter(trimmed.TrimStart('(')[1]));
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
        return words.Length <= 1 ? string.Concat(words) : string.Join(' ', words.Where(static w => w is not ("the" or "a" or "an" or "on"))
            .Select(static w => w.Length > 3 && w[^1] == 's' && w[^2] != 's' ? w[..^1] : w));
    }
}
