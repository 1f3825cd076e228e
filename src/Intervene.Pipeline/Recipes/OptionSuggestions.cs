using Intervene.Options;

namespace Intervene.Pipeline.Recipes;

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
        var near = NearestWord.Of(keys, key);
        var elsewhere = near is null ? Elsewhere(type, key, path) ?? Elsewhere(root, key, "") : null;
        var hint = near is not null ? $" Did you mean {OptionMembers.Join(path, near)}?" : elsewhere is not null ? $" Did you mean {elsewhere}?" : "";
        return $"{OptionMembers.Join(path, key)} is no option.{hint} There {(keys.Count == 1 ? "is" : "are")} {string.Join(", ", keys)}.";
    }

    /// <summary>The path of a key that stands in another table.</summary>
    private static string? Elsewhere(Type type, string key, string path)
    {
        foreach (var property in OptionMembers.Of(type).Concat(OptionMembers.Kinds(type).SelectMany(kind => OptionMembers.Of(kind.Type))))
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
