using System.Text.Json.Nodes;

namespace Intervene.Problems.Reading;

/// <summary>A row of a source.</summary>
/// <param name="Fields">Its fields.</param>
/// <param name="Index">Its 0-based number among the rows.</param>
/// <param name="Where">File and line, or file and row, as error messages name it.</param>
public sealed record ProblemRow(JsonObject Fields, int Index, string Where)
{
    /// <summary>The value at a column or dotted path, as text: numbers as they are written, lists and objects as JSON; null where there is none.</summary>
    /// <param name="path">A column's name, or a path whose parts are names and 0-based positions.</param>
    public string? Text(string path) => (Fields.TryGetPropertyValue(path, out var whole) ? whole : Follow(path)) switch
    {
        null => null,
        JsonValue value when value.TryGetValue<string>(out var text) => text,
        var node => node.ToJsonString(),
    };

    /// <summary>Whether the row has a column or path, be it null.</summary>
    /// <param name="path">A column's name or a path.</param>
    public bool Has(string path) => Fields.ContainsKey(path) || Follow(path) is not null;

    private JsonNode? Follow(string path)
    {
        JsonNode? node = Fields;
        foreach (var part in path.Split('.'))
        {
            node = node switch
            {
                JsonObject fields => fields[part],
                JsonArray list when int.TryParse(part, out var i) && i >= 0 && i < list.Count => list[i],
                _ => null,
            };
        }

        return node;
    }
}
