using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Intervene.Reports.Drawing;

namespace Intervene.Reports.Html;

/// <summary>Data for the page's script, safe within a <c>script</c> element of a data type: no text in it ends the element or is markup.</summary>
internal static class PageJson
{
    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new VisibleText() },
    };

    /// <summary>A value as JSON; <c>&lt;</c> and <c>&amp;</c> occur in strings alone, and are escaped there.</summary>
    public static string Of<T>(T value) => JsonSerializer.Serialize(value, Options)
        .Replace("<", "\\u003c", StringComparison.Ordinal).Replace("&", "\\u0026", StringComparison.Ordinal)
        .Replace(">", "\\u003e", StringComparison.Ordinal);

    /// <summary>Strings as readers may see them.</summary>
    private sealed class VisibleText : JsonConverter<string>
    {
        public override string Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) => throw new NotSupportedException();

        public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) =>
            writer.WriteStringValue(Markup.Visible(value));

        public override void WriteAsPropertyName(Utf8JsonWriter writer, string value, JsonSerializerOptions options) =>
            writer.WritePropertyName(Markup.Visible(value));
    }
}
