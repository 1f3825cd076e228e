using System.Text.RegularExpressions;

namespace StepCheckers;

/// <summary>
/// Objects in a row and what statements say of their order; positions count from 0, from the left, the first, the cheapest or the oldest.
/// </summary>
internal sealed partial class Row
{
    private static readonly string[] Ordinals = ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth"];
    private static readonly string[] Low = ["left", "cheap", "old", "first", "least", "above"];
    private List<int[]> _orders;

    private Row(string[] objects, List<int[]> orders) => (Objects, _orders) = (objects, orders);

    /// <summary>The statements as the problem words them.</summary>
    public IReadOnlyList<string> Statements { get; private set; } = [];

    /// <summary>The row before anything is said of it.</summary>
    public Row Unknown() => new(Objects, [.. Permutations(Objects.Length)]) { Statements = Statements };

    /// <summary>The names.</summary>
    public string[] Objects { get; }

    /// <summary>Reads a problem; null where an object or statement cannot be read.</summary>
    public static Row? Read(string problem)
    {
        var lines = problem.Split('\n').Where(line => line.StartsWith("- ", StringComparison.Ordinal)).Select(line => line[2..].Trim()).ToArray();
        if (lines.Length < 2 || !lines[0].Contains(':', StringComparison.Ordinal))
        {
            return null;
        }

        string[] objects = [.. Separator().Split(lines[0][(lines[0].IndexOf(':', StringComparison.Ordinal) + 1)..].Trim().TrimEnd('.')).Select(Bare)
            .Where(name => name.Length > 0)];
        var row = new Row(objects, [.. Permutations(objects.Length)]);
        row.Statements = lines[1..];
        return row.Statements.All(row.Keep) && row._orders.Count > 0 ? row : null;
    }

    /// <summary>The objects that may stand at a place.</summary>
    public IReadOnlyList<int> At(int place) => place < 0 || place >= Objects.Length ? []
        : [.. _orders.Select(order => Array.IndexOf(order, place)).Distinct().Order()];

    /// <summary>The places that an object may have.</summary>
    public IReadOnlyList<int> Places(int thing) => [.. _orders.Select(order => order[thing]).Distinct().Order()];

    /// <summary>The number of the object that a text names, or −1.</summary>
    public int Named(string text)
    {
        var name = Bare(text);
        var at = Array.FindIndex(Objects, other => Alike(other, name));
        return at >= 0 ? at : Array.FindIndex(Objects, other => name.StartsWith(other, StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>The position that words name, such as <c>third from the right</c>, <c>second-cheapest</c>, <c>last</c>; null for others.</summary>
    public int? Place(string words)
    {
        var ordinal = Math.Max(0, Array.FindIndex(Ordinals, word => Regex.IsMatch(words, $@"\b{word}\b(?! to)")));
        if (words is "first" or "last")
        {
            return words == "first" ? 0 : Objects.Length - 1;
        }

        if (words.EndsWith("to-last", StringComparison.Ordinal) || Superlative().IsMatch(words))
        {
            var fromHigh = words.EndsWith("to-last", StringComparison.Ordinal) || !IsLow(words);
            return fromHigh ? Objects.Length - 1 - ordinal : ordinal;
        }

        return Array.IndexOf(Ordinals, words) is >= 0 and var place && place < Objects.Length ? place : null;
    }

    /// <summary>Whether a direction such as <c>left to right</c> or <c>most to least expensive</c> begins at position 0.</summary>
    public static bool StartsLow(string direction) => IsLow(direction.Split(" to ")[0]);

    /// <summary>The place in a list that an ordinal names, from 0; −1 for others.</summary>
    public static int Ordinal(string word) => Array.IndexOf(Ordinals, word);

    private static bool IsLow(string words) => Low.Any(low => words.Contains(low, StringComparison.Ordinal))
        && !words.Contains("most expensive", StringComparison.Ordinal);

    /// <summary>Leaves only the orders that a statement allows; false where it cannot be read.</summary>
    public bool Keep(string statement)
    {
        var than = Comparison().Match(statement);
        if (than.Success)
        {
            var (a, b) = (Named(than.Groups[1].Value), Named(than.Groups[3].Value));
            var lower = than.Groups[2].Value is "to the left of" or "older than" or "less expensive than" or "above" or "cheaper than";
            if (a < 0 || b < 0)
            {
                return false;
            }

            _orders = [.. _orders.Where(order => lower ? order[a] < order[b] : order[a] > order[b])];
            return true;
        }

        var fixedAt = Absolute().Match(statement);
        if (!fixedAt.Success || Named(fixedAt.Groups[1].Value) is not (>= 0 and var thing) || Place(fixedAt.Groups[2].Value) is not { } place)
        {
            return false;
        }

        _orders = [.. _orders.Where(order => order[thing] == place)];
        return true;
    }

    private static bool Alike(string a, string b) => string.Equals(a, b, StringComparison.OrdinalIgnoreCase)
        || string.Equals(a, b + "s", StringComparison.OrdinalIgnoreCase)
        || string.Equals(a + "s", b, StringComparison.OrdinalIgnoreCase) || string.Equals(a, b + "es", StringComparison.OrdinalIgnoreCase)
        || string.Equals(a + " book", b, StringComparison.OrdinalIgnoreCase);

    private static string Bare(string name) => Article().Replace(name.Trim().TrimEnd('.'), "").Replace(" book", "", StringComparison.Ordinal).Trim();

    private static IEnumerable<int[]> Permutations(int n)
    {
        if (n == 0)
        {
            yield return [];
            yield break;
        }

        foreach (var rest in Permutations(n - 1))
        {
            for (var place = 0; place < n; place++)
            {
                yield return [.. rest.Select(other => other >= place ? other + 1 : other), place];
            }
        }
    }

    [GeneratedRegex(@",\s*(?:and\s+)?|\s+and\s+")]
    private static partial Regex Separator();

    [GeneratedRegex(@"^(?:and |the |a |an )+", RegexOptions.IgnoreCase)]
    private static partial Regex Article();

    [GeneratedRegex(@"(?:from the (?:left|right)|most|(?:cheap|old|new|least|expensive)(?:est)?|expensive)$")]
    private static partial Regex Superlative();

    [GeneratedRegex(
        @"^(.+?) (?:is |are |finished )(to the left of|to the right of|older than|newer than|more expensive than|"
        + @"less expensive than|above|below) (.+?)\.?$")]
    private static partial Regex Comparison();

    [GeneratedRegex(@"^(.+?) (?:is|are|finished) (?:the )?(.+?)\.?$")]
    private static partial Regex Absolute();
}
