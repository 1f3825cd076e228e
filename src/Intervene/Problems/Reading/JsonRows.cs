using System.Text.Json;
using System.Text.Json.Nodes;

namespace Intervene.Problems.Reading;

/// <summary>Rows of JSON lines and of JSON arrays.</summary>
internal static class JsonRows
{
    public static IReadOnlyList<ProblemRow> Lines(string path)
    {
        var rows = new List<ProblemRow>();
        var number = 0;
        foreach (var line in File.ReadLines(path))
        {
            number++;
            if (!string.IsNullOrWhiteSpace(line))
            {
                var where = $"{path}:{number}";
                rows.Add(new ProblemRow(Object(Parse(line, where), where), rows.Count, where));
            }
        }

        return rows;
    }

    public static IReadOnlyList<ProblemRow> Array(string path) => Parse(File.ReadAllText(path), path) is JsonArray list
        ? [.. list.Select((node, i) => new ProblemRow(Object(node, $"{path}: element {i}"), i, $"{path}: element {i}"))]
        : throw new InterveneException($"{path}: the file is no JSON array. Expected: a list of objects, one a problem; for one object a line the format is jsonl.");

    private static JsonObject Object(JsonNode? node, string where) => node as JsonObject
        ?? throw new InterveneException($"{where}: found {node?.GetValueKind().ToString() ?? "null"}. Expected: a JSON object with the problem's fields.");

    private static JsonNode? Parse(string text, string where)
    {
        try
        {
            return JsonNode.Parse(text);
        }
        catch (JsonException fault)
        {
            throw new InterveneException($"{where}: the JSON is malformed at line {fault.LineNumber + 1}, byte {fault.BytePositionInLine + 1}. Expected: one whole JSON value. {fault.Message}", fault);
        }
    }
}
