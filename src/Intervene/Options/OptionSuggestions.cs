namespace Intervene.Options;

/// <summary>What a mistyped key may have meant.</summary>
internal static class OptionSuggestions
{
    /// <summary>The message of an unknown key.</summary>
    /// <param name="root">The record at the top of the file.</param>
    /// <param name="type">The record that lacks the key.</param>
    /// <param name="path">The record's dotted path.</param>
    /// <param name="key">The key.</param>
    public static string Unknown(Type root, Type type, string path, string key)
    {
        var keys = OptionMembers.Of(type).Select(OptionMembers.Key).ToList();
        var near = Nearest(keys, key);
        var elsewhere = near is null ? Elsewhere(type, key, path) ?? Elsewhere(root, key, "") : null;
        var hint = near is not null ? $" Did you mean {OptionMembers.Join(path, near)}?" : elsewhere is not null ? $" Did you mean {elsewhere}?" : "";
        return $"{OptionMembers.Join(path, key)} is no option.{hint} There {(keys.Count == 1 ? "is" : "are")} {string.Join(", ", keys)}.";
    }

    /// <summary>The nearest of some words, or null where none is near.</summary>
    public static string? Nearest(IEnumerable<string> words, string word)
    {
        var best = words.Select(w => (Word: w, Distance: Distance(w, word))).OrderBy(w => w.Distance).FirstOrDefault();
        return best.Word is not null && best.Distance <= Math.Max(1, word.Length / 3) ? best.Word : null;
    }

    /// <summary>Edits between two words: insert, delete, replace, swap neighbours (optimal string alignment).</summary>
    internal static int Distance(string a, string b)
    {
        var d = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++)
        {
            d[i, 0] = i;
        }

        for (var j = 0; j <= b.Length; j++)
        {
            d[0, j] = j;
        }

        for (var i = 1; i <= a.Length; i++)
        {
            for (var j = 1; j <= b.Length; j++)
            {
                d[i, j] = Math.Min(Math.Min(d[i - 1, j] + 1, d[i, j - 1] + 1), d[i - 1, j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1));
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                {
                    d[i, j] = Math.Min(d[i, j], d[i - 2, j - 2] + 1);
                }
            }
        }

        return d[a.Length, b.Length];
    }

    /// <summary>The path of a key that stands in another table.</summary>
    private static string? Elsewhere(Type type, string key, string path)
    {
        foreach (var property in OptionMembers.Of(type))
        {
            var place = OptionMembers.Join(path, OptionMembers.Key(property));
            if (OptionMembers.Key(property) == key)
            {
                return place;
            }

            if (OptionMembers.IsRecord(property.PropertyType) && Elsewhere(property.PropertyType, key, place) is { } found)
            {
                return found;
            }
        }

        return null;
    }
}
