using System.Reflection;
using System.Text.Json;
using Intervene.Options;

namespace Intervene.Pipeline.Recipes;

/// <summary>What reflection tells of option records: keys are the snake_case names of init properties.</summary>
internal static class OptionMembers
{
    /// <summary>The options of a record in the order of their declaration.</summary>
    public static IReadOnlyList<PropertyInfo> Of(Type type) =>
        [.. type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(p => p.CanWrite && p.GetIndexParameters().Length == 0)];

    /// <summary>An option's key.</summary>
    public static string Key(PropertyInfo property) => Snake(property.Name);

    /// <summary>A name of C# as YAML spells it.</summary>
    public static string Snake(string name) => JsonNamingPolicy.SnakeCaseLower.ConvertName(name);

    /// <summary>The option of a key, or null.</summary>
    public static PropertyInfo? Find(Type type, string key) => Of(type).FirstOrDefault(p => Key(p) == key);

    /// <summary>Whether a type is a table of options.</summary>
    public static bool IsRecord(Type type) => type.IsClass && type != typeof(string) && type != typeof(BodyFields) && ElementOf(type) is null;

    /// <summary>The element type of a list, else null.</summary>
    public static Type? ElementOf(Type type) =>
        type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IReadOnlyList<>) ? type.GetGenericArguments()[0] : null;

    /// <summary>Whether an option may be null.</summary>
    public static bool IsNullable(PropertyInfo property) => property.PropertyType.IsValueType
        ? Nullable.GetUnderlyingType(property.PropertyType) is not null
        : new NullabilityInfoContext().Create(property).WriteState == NullabilityState.Nullable;

    /// <summary>Whether an option has no default.</summary>
    public static bool IsRequired(PropertyInfo property) =>
        property.CustomAttributes.Any(a => a.AttributeType.FullName == "System.Runtime.CompilerServices.RequiredMemberAttribute");

    /// <summary>Whether an option is named only where it is set.</summary>
    public static bool IsWrittenWhereSet(PropertyInfo property) => property.GetCustomAttribute<WrittenWhereSetAttribute>() is not null;

    /// <summary>The members of a closed hierarchy by kind; empty for other records.</summary>
    public static IReadOnlyList<OptionKindAttribute> Kinds(Type type) => [.. type.GetCustomAttributes<OptionKindAttribute>(inherit: false)];

    /// <summary>The kind of a member of a closed hierarchy, else null.</summary>
    public static string? KindOf(Type type)
    {
        for (var parent = type.BaseType; parent is not null; parent = parent.BaseType)
        {
            if (Kinds(parent).FirstOrDefault(k => k.Type == type) is { } kind)
            {
                return kind.Kind;
            }
        }

        return null;
    }

    /// <summary>A record's presets by name; empty where it has none.</summary>
    public static IReadOnlyDictionary<string, object> Presets(Type type)
    {
        var all = type.GetCustomAttribute<OptionPresetsAttribute>()?.Source.GetProperty("All")!.GetValue(null) as System.Collections.IEnumerable;
        var presets = new Dictionary<string, object>(StringComparer.Ordinal);
        foreach (var entry in all ?? Array.Empty<object>())
        {
            presets.Add((string)entry.GetType().GetProperty("Key")!.GetValue(entry)!, entry.GetType().GetProperty("Value")!.GetValue(entry)!);
        }

        return presets;
    }

    /// <summary>A record with its initialisers' values; required options are unset.</summary>
    public static object Create(Type type) => Activator.CreateInstance(type)!;

    /// <summary>A record's copy.</summary>
    public static object Copy(object record) => record.GetType().GetMethod("<Clone>$")!.Invoke(record, null)!;

    /// <summary>A dotted path's next part.</summary>
    public static string Join(string path, string key) => path.Length == 0 ? key : $"{path}.{key}";
}
