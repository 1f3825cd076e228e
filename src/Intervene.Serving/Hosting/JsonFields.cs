using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Intervene.Serving.Hosting;

/// <summary>Reads the fields of a request and says which one is wrong.</summary>
internal static class JsonFields
{
    /// <summary>A text that must be there.</summary>
    public static string Text(this JsonElement body, string field) => body.TryGetProperty(field, out var value)
        ? TextOf(value, field)
        : throw RequestFault.Bad($"The field '{field}' is missing: expected a text.", field);

    /// <summary>The text that an element is.</summary>
    public static string TextOf(JsonElement value, string field)
    {
        if (value.ValueKind != JsonValueKind.String)
        {
            throw RequestFault.Bad($"The field '{field}' is {Describe(value.ValueKind)}: expected a text.", field);
        }

        try
        {
            return value.GetString()!;
        }
        catch (InvalidOperationException) // what GetString throws of bytes that are no UTF-8 and of half a surrogate pair
        {
            throw RequestFault.Bad($"The field '{field}' is no text: it has bytes that are no UTF-8, or half a surrogate pair.", field);
        }
    }

    /// <summary>A list that must be there.</summary>
    public static JsonElement List(this JsonElement body, string field)
    {
        if (!body.TryGetProperty(field, out var value))
        {
            throw RequestFault.Bad($"The field '{field}' is missing: expected a list.", field);
        }

        return value.ValueKind == JsonValueKind.Array
            ? value
            : throw RequestFault.Bad($"The field '{field}' is {Describe(value.ValueKind)}: expected a list.", field);
    }

    /// <summary>True or false; null where it is left out.</summary>
    public static bool? Flag(this JsonElement body, string field) => Given(body, field) switch
    {
        null => null,
        { ValueKind: JsonValueKind.True } => true,
        { ValueKind: JsonValueKind.False } => false,
        { } value => throw Wrong(field, value, "true or false"),
    };

    /// <summary>A whole number within a range; null where it is left out.</summary>
    public static int? Whole(this JsonElement body, string field, int least, int most) => Given(body, field) is not { } value ? null
        : value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number) && number >= least && number <= most ? number
        : throw Wrong(field, value, most == int.MaxValue ? $"a whole number of at least {least}" : $"a whole number from {least} to {most}");

    /// <summary>A whole number of 64 bits; null where it is left out.</summary>
    public static long? Whole64(this JsonElement body, string field) => Given(body, field) is not { } value ? null
        : value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var number) ? number
        : throw Wrong(field, value, "a whole number of at most 64 bits");

    /// <summary>A number within a range; null where it is left out.</summary>
    public static double? Number(this JsonElement body, string field, double least, double most) => Given(body, field) is not { } value ? null
        : value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var number) && number >= least && number <= most ? number
        : throw Wrong(field, value, FormattableString.Invariant($"a number from {least} to {most}"));

    private static JsonElement? Given(JsonElement body, string field) =>
        body.TryGetProperty(field, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;

    private static RequestFault Wrong(string field, JsonElement value, string expected) => new(
        StatusCodes.Status400BadRequest,
        $"The field '{field}' is {(value.ValueKind is JsonValueKind.Number ? value.GetRawText() is { Length: <= 40 } text ? text : "a long number" : Describe(value.ValueKind))}: expected {expected}.",
        field);

    /// <summary>What kind of value stands in a field, in words.</summary>
    public static string Describe(JsonValueKind kind) => kind switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "a list",
        JsonValueKind.String => "a text",
        JsonValueKind.Number => "a number",
        JsonValueKind.True or JsonValueKind.False => "true or false",
        _ => "null",
    };
}
