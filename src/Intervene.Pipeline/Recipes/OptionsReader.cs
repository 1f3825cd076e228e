using System.Collections;
using System.Reflection;
using Intervene.Options;
using YamlDotNet.RepresentationModel;

namespace Intervene.Pipeline.Recipes;

/// <summary>Turns YAML into option records; what does not fit becomes a fault, never a default.</summary>
internal sealed class OptionsReader(OptionFaults faults, Type rootType)
{
    private object? _root;

    /// <summary>Reads a record over the values that hold where a key is left out.</summary>
    /// <param name="node">The YAML.</param>
    /// <param name="type">The record, or the base of a closed hierarchy.</param>
    /// <param name="current">The values to start from; null starts from the record's initialisers.</param>
    /// <param name="path">The record's dotted path.</param>
    public object? ReadRecord(YamlMappingNode node, Type type, object? current, string path)
    {
        faults.SetPlace(path, node);
        var reserved = new HashSet<string>(StringComparer.Ordinal);
        if (!ChooseKind(node, ref type, ref current, path, reserved) || !ChoosePreset(node, type, ref current, path, reserved))
        {
            return null;
        }

        var instance = current is null ? OptionMembers.Create(type) : OptionMembers.Copy(current);
        _root ??= instance;
        var given = Given(node, type, path, reserved);
        foreach (var property in OptionMembers.Of(type))
        {
            var key = OptionMembers.Key(property);
            if (!given.TryGetValue(key, out var value))
            {
                if (current is null && OptionMembers.IsRequired(property))
                {
                    faults.Add(path, node, $"{OptionMembers.Join(path, key)} is missing: expected {OptionScalars.Describe(property.PropertyType)}.");
                }
            }
            else if (ReadProperty(value, property, StartOf(property, instance), OptionMembers.Join(path, key), out var read))
            {
                property.SetValue(instance, read);
            }
        }

        return instance;
    }

    private object? StartOf(PropertyInfo property, object instance) =>
        property.GetValue(instance)
        ?? (property.GetCustomAttribute<StartsFromAttribute>() is { } from ? OptionMembers.Find(_root!.GetType(), from.Root)?.GetValue(_root) : null);

    private bool ReadProperty(YamlNode node, PropertyInfo property, object? current, string path, out object? value)
    {
        value = null;
        faults.SetPlace(path, node);
        if (OptionScalars.IsNull(node))
        {
            if (OptionMembers.IsNullable(property))
            {
                return true;
            }

            return Refuse(node, property.PropertyType, path);
        }

        return ReadValue(node, Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType, current, path, out value);
    }

    private bool ReadValue(YamlNode node, Type type, object? current, string path, out object? value)
    {
        value = null;
        if (OptionMembers.ElementOf(type) is { } element)
        {
            return ReadList(node, type, element, path, out value);
        }

        if (OptionMembers.IsRecord(type))
        {
            var table = node as YamlMappingNode ?? KindAlone(node, type);
            value = table is null ? null : ReadRecord(table, type, current, path);
            return value is not null || (table is null && Refuse(node, type, path));
        }

        if (type == typeof(BodyFields))
        {
            var names = node.AllNodes.OfType<YamlMappingNode>().SelectMany(table => table.Children.Keys);
            if (names.FirstOrDefault(name => name is not YamlScalarNode) is { } odd)
            {
                faults.Add(path, odd, $"{path} has a list or a table as a name; expected names of fields.");
                value = null;
                return false;
            }

            value = node is YamlMappingNode fields ? new BodyFields(YamlJson.Of(fields)!.ToJsonString()) : null;
            return value is not null || Refuse(node, type, path);
        }

        value = node is YamlScalarNode scalar ? OptionScalars.Parse(scalar, type) : null;
        return value is not null || Refuse(node, type, path);
    }

    /// <summary>A kind by its name alone is the table that says nothing else.</summary>
    private static YamlMappingNode? KindAlone(YamlNode node, Type type) =>
        node is YamlScalarNode { Value: { } kind } && OptionMembers.Kinds(type).Any(known => known.Kind == kind)
            ? new YamlMappingNode("kind", kind) : null;

    private bool ReadList(YamlNode node, Type type, Type element, string path, out object? value)
    {
        var list = (IList)Activator.CreateInstance(typeof(List<>).MakeGenericType(element))!;
        value = list;
        IEnumerable<YamlNode>? nodes = node switch
        {
            YamlSequenceNode sequence => sequence.Children,
            YamlMappingNode when OptionMembers.IsRecord(element) => [node],
            YamlScalarNode when KindAlone(node, element) is { } kind => [kind],
            _ => null,
        };
        if (nodes is null)
        {
            return Refuse(node, type, path);
        }

        foreach (var (i, child) in nodes.Index())
        {
            var place = OptionMembers.Join(path, $"{i}");
            faults.SetPlace(place, child);
            if (ReadValue(child, element, null, place, out var read))
            {
                list.Add(read);
            }
        }

        return true;
    }

    private bool Refuse(YamlNode node, Type type, string path)
    {
        var found = node switch
        {
            YamlScalarNode when OptionScalars.IsNull(node) => "null",
            YamlScalarNode scalar => YamlText.Quote(scalar.Value ?? ""),
            YamlSequenceNode => "a list",
            _ => "a table",
        };
        var kinds = OptionMembers.Kinds(OptionMembers.ElementOf(type) ?? type);
        var expected = kinds.Count > 0 && node is YamlScalarNode
            ? $"one of {string.Join(", ", kinds.Select(kind => kind.Kind))}" : OptionScalars.Describe(type);
        faults.Add(path, node, $"{path} is {found}, expected {expected}.");
        return false;
    }

    private bool ChooseKind(YamlMappingNode node, ref Type type, ref object? current, string path, HashSet<string> reserved)
    {
        var chosen = Scalar(node, "kind");
        if (OptionMembers.Kinds(type) is not { Count: > 0 } kinds)
        {
            return TakeOwnKind(node, type, chosen, path, reserved);
        }

        reserved.Add("kind");
        var known = string.Join(", ", kinds.Select(k => k.Kind));
        if (chosen is null && current?.GetType() is { } holding && node.Children.Count > 0
            && node.Children.All(child => OptionMembers.Find(holding, (child.Key as YamlScalarNode)?.Value ?? "") is not null))
        {
            type = holding; // the kind that holds already, with other values
            return true;
        }

        if (kinds.FirstOrDefault(k => k.Kind == chosen) is not { } kind)
        {
            faults.Add(path, node, $"{OptionMembers.Join(path, "kind")} is {chosen ?? "missing"}, expected one of {known}.");
            return false;
        }

        type = kind.Type;
        current = current?.GetType() == type ? current : null;
        return true;
    }

    /// <summary>Where but one kind of a hierarchy may stand, its name is no option and may still be said, as records are written.</summary>
    private bool TakeOwnKind(YamlMappingNode node, Type type, string? chosen, string path, HashSet<string> reserved)
    {
        if (chosen is null || OptionMembers.KindOf(type) is not { } own)
        {
            return true;
        }

        reserved.Add("kind");
        if (chosen == own)
        {
            return true;
        }

        faults.Add(path, node, $"{OptionMembers.Join(path, "kind")} is {chosen}, expected {own}: no other kind may stand there.");
        return false;
    }

    private bool ChoosePreset(YamlMappingNode node, Type type, ref object? current, string path, HashSet<string> reserved)
    {
        var presets = OptionMembers.Presets(type);
        if (presets.Count == 0 || Scalar(node, "preset") is not { } chosen)
        {
            return true;
        }

        reserved.Add("preset");
        if (presets.TryGetValue(chosen, out var preset))
        {
            current = preset;
            return true;
        }

        faults.Add(path, node, $"{OptionMembers.Join(path, "preset")} is {chosen}, expected one of {string.Join(", ", presets.Keys)}.");
        return false;
    }

    private static string? Scalar(YamlMappingNode node, string key) =>
        node.Children.FirstOrDefault(child => child.Key is YamlScalarNode { Value: { } name } && name == key).Value is YamlScalarNode scalar
            ? scalar.Value : null;

    private Dictionary<string, YamlNode> Given(YamlMappingNode node, Type type, string path, HashSet<string> reserved)
    {
        var given = new Dictionary<string, YamlNode>(StringComparer.Ordinal);
        foreach (var (keyNode, value) in node.Children)
        {
            var key = (keyNode as YamlScalarNode)?.Value ?? "";
            if (reserved.Contains(key))
            {
                continue;
            }

            if (OptionMembers.Find(type, key) is not null)
            {
                given[key] = value;
            }
            else
            {
                var place = OptionMembers.Join(path, key);
                faults.Add(place, keyNode, faults.IsFull ? $"{place} is no option." : OptionSuggestions.Unknown(rootType, type, path, key));
            }
        }

        return given;
    }
}
