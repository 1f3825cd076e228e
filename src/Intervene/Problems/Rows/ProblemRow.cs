using System.Globalization;
using System.Text.Json.Nodes;

namespace Intervene.Problems.Rows;

/// <summary>A row of a source.</summary>
/// <param name="Fields">Its fields; numbers keep the digits that the file has.</param>
/// <param name="Index">Its 0-based number among the rows of its source.</param>
/// <param name="Where">File and line, or file and row, as messages name it.</param>
public sealed record ProblemRow(JsonObject Fields, int Index, string Where)
{
    /// <summary>The value at a column or dotted path; null where there is none.</summary>
    /// <param name="path">A column's name, or a path whose parts are names and 0-based positions: <c>reward_model.ground_truth</c>.</param>
    public JsonNode? Value(string path) => Fields.TryGetPropertyValue(path, out var whole) ? whole : Follow(path.Split('.'));

    /// <summary>The value at a column or path as text: numbers as they are written, lists and objects as JSON; null where there is none.</summary>
    /// <param name="path">A column's name or a path.</param>
    public string? Text(string path) => TextOf(Value(path));

    /// <summary>Whether the row has a column or path, be it null.</summary>
    /// <param name="path">A column's name or a path.</param>
    public bool Has(string path) => Fields.ContainsKey(path) || Follow(path.Split('.')) is not null;

    /// <summary>What holds the value at a path, where the value is a member of something in the row; null for a column.</summary>
    /// <param name="path">A column's name or a path.</param>
    public JsonObject? Holder(string path) => Fields.ContainsKey(path) ? null : Follow(path.Split('.')[..^1]) as JsonObject;

    /// <summary>A value as text.</summary>
    /// <param name="value">The value.</param>
    public static string? TextOf(JsonNode? value) => value switch
    {
        null => null,
        JsonValue scalar when scalar.TryGetValue<string>(out var text) => text,
        _ => value.ToJsonString(),
    };

    private JsonNode? Follow(ReadOnlySpan<string> parts)
    {
        JsonNode? node = Fields;
        foreach (var part in parts)
        {
            node = node switch
            {
                JsonObject fields => fields[part],
                JsonArray list when int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var i) && i < list.Count => list[i],
                _ => null,
            };
        }

        return node;
    }
}
