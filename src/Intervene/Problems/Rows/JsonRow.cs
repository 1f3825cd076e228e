using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Unicode;
using Intervene.Files;

namespace Intervene.Problems.Rows;

/// <summary>Reads one row of JSON, or says why it is none.</summary>
internal static class JsonRow
{
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = RowLimits.Depth };

    /// <summary>The row's fields; null where it is dropped.</summary>
    /// <param name="bytes">The row.</param>
    /// <param name="where">File and line.</param>
    /// <param name="dropped">Takes the row that cannot be read.</param>
    public static JsonObject? Read(ReadOnlySpan<byte> bytes, string where, DroppedRows dropped)
    {
        if (bytes.Length > RowLimits.RowBytes)
        {
            return Drop("too_long", $"more than {RowLimits.Text(RowLimits.RowBytes)}");
        }

        if (!Utf8.IsValid(bytes))
        {
            return Drop("invalid_utf8", $"byte {FirstInvalid(bytes) + 1} of the row is not UTF-8; Latin-1 or a cut character");
        }

        try
        {
            if (JsonText.HalfPair(bytes) is not null)
            {
                return Drop("half_surrogate", "an escape \\uD800 … \\uDFFF stands without its other half");
            }

            return JsonNode.Parse(bytes, null, Strict) is JsonObject fields ? fields : Drop("no_object", "found another value than a JSON object");
        }
        catch (JsonException fault)
        {
            return fault.Message.Contains("uplicate", StringComparison.Ordinal) ? Drop("doubled_key", Words(fault))
                : Drop("malformed_json", Words(fault));
        }

        JsonObject? Drop(string reason, string detail)
        {
            dropped.Add(new DroppedRow(reason, where, detail));
            return null;
        }
    }

    /// <summary>What the parser says, without the position in its own terms.</summary>
    public static string Words(JsonException fault)
    {
        var message = fault.Message;
        foreach (var tail in (ReadOnlySpan<string>)[" LineNumber: ", " Path: "])
        {
            var cut = message.IndexOf(tail, StringComparison.Ordinal);
            message = cut < 0 ? message : message[..cut];
        }

        return message.TrimEnd('.', ' ') + (fault.BytePositionInLine is { } position ? $", at byte {position + 1}" : "");
    }

    private static int FirstInvalid(ReadOnlySpan<byte> bytes)
    {
        Utf8.ToUtf16(bytes, new char[bytes.Length], out var read, out _, replaceInvalidSequences: false);
        return read;
    }
}
