using System.Text.Json;
using System.Text.Json.Nodes;

namespace Intervene.Remote.Fleets;

/// <summary>Reads servers' answers, which may lack anything.</summary>
internal static class FleetJson
{
    private const int LongestQuote = 300;

    /// <summary>A field; undefined where there is none.</summary>
    public static JsonElement Get(this JsonElement element, string field) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(field, out var value) ? value : default;

    /// <summary>The elements of a list; none where it is no list.</summary>
    public static IEnumerable<JsonElement> Items(this JsonElement list) => list.ValueKind == JsonValueKind.Array ? list.EnumerateArray() : [];

    /// <summary>The values of an object's fields; none where it is no object.</summary>
    public static IEnumerable<JsonElement> Fields(this JsonElement element) =>
        element.ValueKind == JsonValueKind.Object ? element.EnumerateObject().Select(field => field.Value) : [];

    /// <summary>The first element of a list; undefined where there is none.</summary>
    public static JsonElement First(this JsonElement list) => list.ValueKind == JsonValueKind.Array && list.GetArrayLength() > 0 ? list[0] : default;

    /// <summary>A text; null where it is none.</summary>
    public static string? Text(this JsonElement element) => element.ValueKind == JsonValueKind.String ? element.GetString() : null;

    /// <summary>A whole number; null where it is none.</summary>
    public static int? Whole(this JsonElement element) =>
        element.ValueKind == JsonValueKind.Number && element.TryGetInt32(out var number) ? number : null;

    /// <summary>A list of whole numbers; null where it is none.</summary>
    public static int[]? Ids(this JsonElement element)
    {
        if (element.ValueKind != JsonValueKind.Array)
        {
            return null;
        }

        var ids = element.EnumerateArray().Select(Whole).ToArray();
        return ids.All(id => id is not null) ? [.. ids.Select(id => id!.Value)] : null;
    }

    /// <summary>A log-probability; one that is no finite number up to 0 is a fault, and so is the −9999 that stands for a lost one.</summary>
    /// <exception cref="FleetFault">It is none.</exception>
    public static float LogProb(this JsonElement element) =>
        element.ValueKind == JsonValueKind.Number && element.TryGetSingle(out var number) && float.IsFinite(number) && number is <= 1e-3f and > -9999
            ? Math.Min(number, 0)
            : throw new FleetFault($"a log-probability is {Quote(element)}; expected a finite number of at most 0, above -9999", isPassing: true);

    /// <summary>The log-probability of every token.</summary>
    /// <exception cref="FleetFault">There are not as many as tokens, or one is none.</exception>
    public static float[] LogProbs(JsonElement list, int[] ids, string name, Func<JsonElement, JsonElement>? part = null)
    {
        var found = list.Items().Select(entry => (part?.Invoke(entry) ?? entry).LogProb()).ToArray();
        return found.Length == ids.Length
            ? found
            : throw new FleetFault($"the answer has {ids.Length} tokens and {found.Length} {name}", isPassing: false);
    }

    /// <summary>The log-probs of the most probable tokens at every position.</summary>
    /// <exception cref="FleetFault">There are not as many positions as tokens.</exception>
    public static float[][] Top(JsonElement list, int[] ids, Func<JsonElement, IEnumerable<float>> read)
    {
        float[][] found = [.. list.Items().Select(position => read(position).ToArray())];
        return found.Length == ids.Length
            ? found
            : throw new FleetFault($"the answer has {ids.Length} tokens and the most probable ones of {found.Length} positions", isPassing: false);
    }

    /// <summary>A list as JSON.</summary>
    public static JsonArray List<T>(IEnumerable<T> values) => [.. values.Select(value => (JsonNode?)JsonValue.Create(value))];

    /// <summary>What stands somewhere, cut and on one line, for a message.</summary>
    public static string Quote(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Undefined => "missing",
        JsonValueKind.String => Quote(element.GetString()!),
        _ => Quote(element.GetRawText()),
    };

    /// <inheritdoc cref="Quote(JsonElement)"/>
    public static string Quote(string text)
    {
        var cut = text.Length > LongestQuote ? text[..LongestQuote] + "…" : text;
        return new string([.. cut.Select(c => char.IsControl(c) ? ' ' : c)]).Trim();
    }
}
