using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Intervene.Files;

namespace Intervene.Cli.Commands;

/// <summary>Reads rows of JSON, changes each, and writes them to another file, which appears when it is complete.</summary>
internal static class JsonRows
{
    private static readonly JsonSerializerOptions Json = new()
    {
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>The rows of a file of JSON lines, with their places; blank lines are left out.</summary>
    /// <exception cref="InterveneException">The file cannot be read, or a line holds no JSON object, a member twice, or half a surrogate
    /// pair.</exception>
    public static IEnumerable<(JsonObject Row, string Place)> Read(string path)
    {
        foreach (var (number, text) in InputLines.Read(path))
        {
            var place = $"{path}:{number}";
            yield return (Parse(text, place), place);
        }
    }

    /// <summary>
    /// Applies <paramref name="change"/> to each row (with its file and line) and returns the number of rows; blank lines are left out.
    /// </summary>
    /// <param name="input">The rows; it may be the file that is written.</param>
    /// <param name="output">Where they go; it is committed.</param>
    /// <param name="change">Changes a row.</param>
    /// <exception cref="InterveneException">A file cannot be read or written, or a line holds no JSON object.</exception>
    public static int Transform(string input, OutputFile output, Action<JsonObject, string> change)
    {
        var rows = 0;
        foreach (var (row, place) in Read(input))
        {
            change(row, place);
            Write(output, row);
            rows++;
        }

        output.Commit();
        return rows;
    }

    /// <summary>Writes one row.</summary>
    public static void Write(OutputFile output, JsonObject row) =>
        IoFault.Guard(output.Path, "write", () => output.Stream.Write(Encoding.UTF8.GetBytes(row.ToJsonString(Json) + "\n")));

    private static JsonObject Parse(string text, string place)
    {
        try
        {
            return JsonText.Node(text) as JsonObject
                ?? throw new InterveneException($"{place} holds no JSON object; expected one object a line.");
        }
        catch (Exception fault) when (fault is JsonException or ArgumentException)
        {
            throw new InterveneException($"{place} is not valid JSON: {fault.Message}", fault);
        }
    }
}
