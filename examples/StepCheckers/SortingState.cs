namespace StepCheckers;

/// <summary>Words on their way to being sorted: groups in order, the words of a group alike in the letters seen so far.</summary>
internal sealed class SortingState(IReadOnlyList<string> words)
{
    private readonly List<int> _seen = [0];
    private int _open = -1;

    /// <summary>The groups; those of one word are settled.</summary>
    public List<List<string>> Groups { get; private set; } = [[.. words]];

    /// <summary>The letter that is looked at, from 0.</summary>
    public int Depth => _open < 0 ? 0 : _seen[_open];

    /// <summary>The place of a letter in the alphabet; 0 past the word's end.</summary>
    public static int Rank(string word, int depth) => depth < word.Length ? word[depth] - 'a' + 1 : 0;

    /// <summary>The word that a spelling means: itself, or the one word left that is spelled nearly so.</summary>
    public static List<string> Meant(IReadOnlyList<string> said, IReadOnlyList<string> words)
    {
        var left = words.Except(said, StringComparer.Ordinal).ToList();
        return [.. said.Select(word => words.Contains(word, StringComparer.Ordinal) ? word
            : left.Where(other => Near(word, other)).DefaultIfEmpty(word).First())];
    }

    /// <summary>Begins to look at the letters of some words; a reason where these are not the words that come next.</summary>
    public string? Open(IReadOnlyList<string> said, int depth)
    {
        _open = Groups.FindIndex(group => group.Count > 1);
        if (_open < 0)
        {
            return "all words are sorted already";
        }

        var next = Groups[_open];
        return !Equal(Meant(said, next), next) ? $"the words to look at are {string.Join(", ", next)}"
            : depth != _seen[_open] ? $"the letters to look at are number {_seen[_open] + 1}" : null;
    }

    /// <summary>The open group cut by the letter that is looked at.</summary>
    public List<List<string>> Split() => _open < 0 ? []
        : [.. Groups[_open].GroupBy(word => Rank(word, Depth)).OrderBy(group => group.Key).Select(group => group.ToList())];

    /// <summary>Puts the parts where the open group stood.</summary>
    public void Apply(List<List<string>> parts)
    {
        if (_open < 0)
        {
            return;
        }

        var depth = _seen[_open] + 1;
        Groups = [.. Groups[.._open], .. parts, .. Groups[(_open + 1)..]];
        _seen.RemoveAt(_open);
        _seen.InsertRange(_open, parts.Select(_ => depth));
        _open = -1;
    }

    /// <summary>Whether two lists have the same groups in the same order.</summary>
    public static bool Same(List<List<string>> a, List<List<string>> b) => a.Count == b.Count
        && a.Zip(b).All(pair => Equal(Meant(pair.First, pair.Second), pair.Second));

    private static bool Near(string a, string b)
    {
        var start = a.Zip(b).TakeWhile(pair => pair.First == pair.Second).Count();
        var end = a.Reverse().Zip(b.Reverse()).TakeWhile(pair => pair.First == pair.Second).Count();
        return Math.Abs(a.Length - b.Length) <= 3 && start > 0 && start + end + 4 >= Math.Max(a.Length, b.Length);
    }

    /// <summary>A list as the attempts write it.</summary>
    public static string Written(List<List<string>> groups, int? depth = null) =>
        string.Join(" < ", groups
            .Select(group => (depth is { } at ? $"({Rank(group[0], at)}) " : "")
            + (group.Count == 1 ? $"\"{group[0]}\"" : $"[{string.Join(" ? ", group.Select(word => $"\"{word}\""))}]")));

    private static bool Equal(IReadOnlyList<string> a, IReadOnlyList<string> b) =>
        a.Order(StringComparer.Ordinal).SequenceEqual(b.Order(StringComparer.Ordinal), StringComparer.Ordinal);
}
