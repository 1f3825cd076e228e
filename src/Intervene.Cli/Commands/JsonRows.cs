using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Intervene.Cli.Commands;

/// <summary>Reads rows of JSON, changes each, and writes them to another file, which appears when it is complete.</summary>
internal static class JsonRows
{
    private static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Applies <paramref name="change"/> to each row (with its file and line) and returns the number of rows; blank lines are left out.</summary>
    /// <exception cref="InterveneException">A file cannot be read or written, or a line holds no JSON object.</exception>
    public static int Transform(string input, string output, Action<JsonObject, string> change)
    {
        var partial = output + ".partial";
        try
        {
            var (line, rows) = (0, 0);
            using (var writer = new StreamWriter(partial))
            {
                foreach (var text in File.ReadLines(input))
                {
                    line++;
                    if (string.IsNullOrWhiteSpace(text))
                    {
                        continue;
                    }

                    var row = Parse(text, $"{input}:{line}");
                    writer.Write(Change(row, $"{input}:{line}", change));
                    writer.Write('\n');
                    rows++;
                }
            }

            File.Move(partial, output, overwrite: true);
            return rows;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new InterveneException($"Cannot turn {input} into {output}: {fault.Message}", fault);
        }
        finally
        {
            File.Delete(partial);
        }
    }

    private static string Change(JsonObject row, string place, Action<JsonObject, string> change)
    {
        try
        {
            change(row, place);
            return row.ToJsonString(Json);
        }
        catch (InvalidOperationException fault)
        {
            throw new InterveneException($"{place} holds a string with half a surrogate pair; expected valid Unicode.", fault);
        }
    }

    private static JsonObject Parse(string text, string place)
    {
        try
        {
            return JsonNode.Parse(text, null, new JsonDocumentOptions { AllowDuplicateProperties = false }) as JsonObject ?? throw new InterveneException($"{place} holds no JSON object; expected one object a line.");
        }
        catch (Exception fault) when (fault is JsonException or ArgumentException)
        {
            throw new InterveneException($"{place} is not valid JSON: {fault.Message}", fault);
        }
    }
}
