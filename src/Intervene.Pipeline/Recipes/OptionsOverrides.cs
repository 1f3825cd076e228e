using YamlDotNet.RepresentationModel;

namespace Intervene.Pipeline.Recipes;

/// <summary>Puts <c>a.b=c</c> from the command line into the YAML, before it is read.</summary>
internal static class OptionsOverrides
{
    /// <summary>Applies overrides in their order.</summary>
    /// <param name="root">The file's table; it changes.</param>
    /// <param name="defaults">The record's defaults: an override of an element of a list that the file leaves out starts from the default
    /// list.</param>
    /// <param name="overrides">The overrides.</param>
    /// <param name="faults">Takes what is wrong with them.</param>
    public static void Apply(YamlMappingNode root, object defaults, IReadOnlyList<string> overrides, OptionFaults faults)
    {
        foreach (var text in overrides)
        {
            var equals = text.IndexOf('=');
            if (equals <= 0)
            {
                faults.AddGlobal($"override \"{text}\": expected key=value, e.g. rl.steps=30.");
                continue;
            }

            var origin = $"override {text}";
            YamlNode value;
            try
            {
                value = ParseValue(origin, text[(equals + 1)..]);
            }
            catch (InterveneException fault)
            {
                faults.AddGlobal(fault.Message);
                continue;
            }

            faults.SetOrigin(value, origin);
            if (Set(root, defaults, text[..equals].Split('.'), value, origin, faults) is { } problem)
            {
                faults.AddGlobal($"{origin}: {problem}");
            }
        }
    }

    private static string? Set(YamlMappingNode root, object defaults, string[] keys, YamlNode value, string origin, OptionFaults faults)
    {
        YamlNode node = root;
        var known = defaults;
        for (var i = 0; i < keys.Length; i++)
        {
            var last = i == keys.Length - 1;
            var property = known is null ? null : OptionMembers.Find(known.GetType(), keys[i]);
            known = property?.GetValue(known);
            switch (node)
            {
                case YamlMappingNode mapping when last:
                    Put(mapping, keys[i], value, origin, faults);
                    break;
                case YamlMappingNode mapping:
                    node = Descend(mapping, keys[i], keys[i + 1], known, origin, faults);
                    break;
                case YamlSequenceNode list when int.TryParse(keys[i], out var index) && index >= 0 && index <= list.Children.Count:
                    if (index == list.Children.Count)
                    {
                        var added = new YamlMappingNode();
                        faults.SetOrigin(added, origin);
                        list.Children.Add(added);
                    }

                    if (last)
                    {
                        list.Children[index] = value;
                    }

                    node = list.Children[index];
                    break;
                case YamlSequenceNode list:
                    return $"{string.Join('.', keys[..i])} is a list of {list.Children.Count}: " +
                        $"expected an index, 0 … {list.Children.Count}, found {keys[i]}.";
                default:
                    return $"{string.Join('.', keys[..i])} is a single value and has no {keys[i]}.";
            }
        }

        return null;
    }

    /// <summary>
    /// The value of a key to go on into; a missing one is made, a list from the default or where its first element is meant, one table in place of a
    /// list becomes a list.
    /// </summary>
    private static YamlNode Descend(YamlMappingNode mapping, string key, string next, object? known, string origin, OptionFaults faults)
    {
        var child = Get(mapping, key);
        if (child is null || OptionScalars.IsNull(child))
        {
            child = known is System.Collections.IList { Count: > 0 } list ? YamlTree.Load(origin, YamlText.Write(list))[0]
                : next == "0" ? new YamlSequenceNode() : new YamlMappingNode();
            faults.SetOrigin(child, origin);
            Put(mapping, key, child, origin, faults);
        }
        else if (child is YamlScalarNode { Value: { } kind } && known is not null && OptionMembers.KindOf(known.GetType()) is not null)
        {
            child = new YamlMappingNode("kind", kind);
            Put(mapping, key, child, origin, faults);
        }
        else if (known is System.Collections.IList && child is YamlMappingNode)
        {
            child = new YamlSequenceNode(child);
            Put(mapping, key, child, origin, faults);
        }

        return child;
    }

    private static YamlNode? Get(YamlMappingNode mapping, string key) =>
        mapping.Children.FirstOrDefault(child => child.Key is YamlScalarNode { Value: { } name } && name == key).Value;

    private static void Put(YamlMappingNode mapping, string key, YamlNode value, string origin, OptionFaults faults)
    {
        var there = mapping.Children.Keys.FirstOrDefault(child => child is YamlScalarNode { Value: { } name } && name == key);
        if (there is null)
        {
            there = new YamlScalarNode(key);
            faults.SetOrigin(there, origin);
        }

        mapping.Children[there] = value;
    }

    /// <summary>Lists, tables and quoted texts are YAML; all else is taken as it stands, so that <c>####</c> is no comment.</summary>
    private static YamlNode ParseValue(string origin, string text) => text.Length == 0 || text[0] is not ('[' or '{' or '"' or '\'')
        ? new YamlScalarNode(text) { Style = YamlDotNet.Core.ScalarStyle.Plain }
        : YamlTree.Load(origin, text)[0];
}
