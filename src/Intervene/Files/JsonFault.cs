using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Intervene.Files;

/// <summary>Says of unreadable JSON which field is wrong, what stands there and what was expected.</summary>
public static class JsonFault
{
    /// <summary>The message of a fault.</summary>
    /// <param name="where">File and line.</param>
    /// <param name="type">The record that was expected.</param>
    /// <param name="fault">The serializer's exception.</param>
    public static InterveneException Explain(string where, Type type, JsonException fault)
    {
        var message = fault.Message;
        var cut = message.IndexOf(" Path: ", StringComparison.Ordinal);
        message = cut < 0 ? message : message[..cut];
        var field = fault.Path is null or "$" ? "" : $"field {fault.Path.TrimStart('$', '.')}: ";
        var column = fault.BytePositionInLine is { } position ? $" (byte {position + 1})" : "";
        return new InterveneException($"{where}: not a readable {Name(type)}: {field}{message}{column} Expected the fields {Fields(type)}.", fault);
    }

    /// <summary>The message of a record of several kinds that does not say first which it is.</summary>
    /// <param name="where">File and line.</param>
    /// <param name="type">The record that was expected.</param>
    /// <param name="fault">The serializer's exception.</param>
    public static InterveneException WithoutKind(string where, Type type, NotSupportedException fault)
    {
        var kinds = type.GetCustomAttributes(typeof(JsonDerivedTypeAttribute), inherit: false).Cast<JsonDerivedTypeAttribute>()
            .Select(kind => $"\"{kind.TypeDiscriminator}\"");
        return new InterveneException(
            $"{where}: not a readable {Name(type)}: field kind is missing; expected as its first, one of {string.Join(", ", kinds)}.", fault);
    }

    /// <summary>A record's name as messages spell it.</summary>
    public static string Name(Type type) => type.IsGenericType ? type.Name[..type.Name.IndexOf('`')] : type.Name;

    private static string Fields(Type type)
    {
        var info = RecordJson.Options.GetTypeInfo(type);
        return info.Kind == JsonTypeInfoKind.Object
            ? string.Join(", ", info.Properties.Select(p => p.IsRequired ? p.Name : $"{p.Name} (optional)"))
            : $"of {Name(type)}";
    }
}
