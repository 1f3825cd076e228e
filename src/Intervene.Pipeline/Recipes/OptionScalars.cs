using System.Globalization;
using Intervene.Options;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Intervene.Pipeline.Recipes;

/// <summary>Single values: how they are read, written and named.</summary>
internal static class OptionScalars
{
    /// <summary>Whether a value is YAML's null.</summary>
    public static bool IsNull(YamlNode node) =>
        node is YamlScalarNode { Style: ScalarStyle.Plain, Value: null or "" or "~" or "null" or "Null" or "NULL" };

    /// <summary>Reads a value; null where it is none of the type.</summary>
    public static object? Parse(YamlScalarNode node, Type type)
    {
        var text = node.Value ?? "";
        if (type == typeof(string))
        {
            return text;
        }

        if (node.Style != ScalarStyle.Plain)
        {
            return null;
        }

        if (type.IsEnum)
        {
            return Enum.GetNames(type).FirstOrDefault(name => OptionMembers.Snake(name) == text) is { } member ? Enum.Parse(type, member) : null;
        }

        var digits = text.Replace("_", "", StringComparison.Ordinal);
        return type switch
        {
            _ when type == typeof(bool) => text is "true" ? true : text is "false" ? false : null,
            _ when type == typeof(int) => int.TryParse(digits, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var n) ? n : null,
            _ when type == typeof(long) => long.TryParse(digits, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var n) ? n : null,
            _ when type == typeof(double) =>
                double.TryParse(digits, NumberStyles.Float, CultureInfo.InvariantCulture, out var x) && double.IsFinite(x) ? x : null,
            _ => throw new NotSupportedException($"Options of type {type} are not supported."),
        };
    }

    /// <summary>Writes a value so that <see cref="Parse"/> reads it back.</summary>
    public static string Format(object? value) => value switch
    {
        null => "null",
        bool flag => flag ? "true" : "false",
        Enum member => OptionMembers.Snake(member.ToString()),
        double number => Shorten(number.ToString("R", CultureInfo.InvariantCulture)),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        string text => YamlText.Quote(text),
        BodyFields fields => fields.Json,
        _ => throw new NotSupportedException($"Options of type {value.GetType()} are not supported."),
    };

    /// <summary>What a type's values are, in words.</summary>
    public static string Describe(Type type) => type switch
    {
        _ when Nullable.GetUnderlyingType(type) is { } inner => $"{Describe(inner)} or null",
        _ when OptionMembers.ElementOf(type) is { } element => $"a list of {Plural(element)}",
        _ when type == typeof(string) => "text",
        _ when type == typeof(bool) => "true or false",
        _ when type == typeof(int) || type == typeof(long) => "a whole number",
        _ when type == typeof(double) => "a number",
        _ when type.IsEnum => "one of " + string.Join(", ", Enum.GetNames(type).Select(OptionMembers.Snake)),
        _ when type == typeof(BodyFields) => "a table of fields",
        _ => "a table of options",
    };

    private static string Plural(Type type) =>
        type == typeof(int) || type == typeof(long) ? "whole numbers" : type == typeof(double)
            ? "numbers" : type == typeof(string) ? "texts" : "tables";

    private static string Shorten(string number) =>
        number.Replace("E-0", "e-", StringComparison.Ordinal)
        .Replace("E-", "e-", StringComparison.Ordinal).Replace("E+", "e", StringComparison.Ordinal);
}
