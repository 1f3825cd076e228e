using System.Text.Json;
using System.Text.Json.Nodes;

namespace Intervene.Problems.Rows;

/// <summary>Rows of JSON lines and of JSON arrays. A row that cannot be read is dropped and named; the others follow.</summary>
internal static class JsonRows
{
    private const int Peek = 1 << 20;

    /// <summary>
    /// Whether a file is one JSON value and not a value a line: it begins with an array, or, called <c>.json</c>, is an object over several lines or
    /// alone.
    /// </summary>
    public static bool IsOneValue(string path, bool mayBeObject)
    {
        using var stream = RowStream.OpenText(path);
        var bytes = new byte[Peek];
        var text = bytes.AsSpan(0, stream.ReadAtLeast(bytes, Peek, throwOnEndOfStream: false)).TrimStart(" \t\r\n"u8);
        if (!mayBeObject || text is not [(byte)'{', ..])
        {
            return text is [(byte)'[', ..];
        }

        var line = text.IndexOf((byte)'\n');
        var first = line < 0 ? text : text[..line];
        try
        {
            var reader = new Utf8JsonReader(first, isFinalBlock: line >= 0 || text.Length < Peek, default);
            return !reader.Read() || !reader.TrySkip() || text[first.Length..].Trim(" \t\r\n"u8).IsEmpty;
        }
        catch (JsonException)
        {
            return true;
        }
    }

    /// <summary>Reads a file with one object a line.</summary>
    public static IEnumerable<(JsonObject Fields, string Where)> Lines(string path, DroppedRows dropped)
    {
        using var stream = RowStream.OpenText(path);
        var lines = new RowLines(stream);
        while (lines.Next())
        {
            var where = $"{path}:{lines.Number}";
            if (lines.IsTooLong)
            {
                dropped.Add(new DroppedRow("too_long", where, $"more than {RowLimits.Text(RowLimits.RowBytes)}"));
            }
            else if (lines.Current.IndexOfAnyExcept(" \t\r"u8) >= 0 && JsonRow.Read(lines.Current, where, dropped) is { } fields)
            {
                yield return (fields, where);
            }
        }
    }

    /// <summary>Reads a file that is an array of objects, an object of which one member is such an array, or one row.</summary>
    /// <exception cref="InterveneException">The file is no JSON, or no such value.</exception>
    public static IEnumerable<(JsonObject Fields, string Where)> Value(string path, DroppedRows dropped)
    {
        var bytes = All(path);
        var (line, counted) = (1, 0);
        foreach (var (start, end) in Elements(bytes, path))
        {
            line += bytes.AsSpan(counted, start - counted).Count((byte)'\n');
            counted = start;
            var where = $"{path}:{line}";
            if (JsonRow.Read(bytes.AsSpan(start, end - start), where, dropped) is { } fields)
            {
                yield return (fields, where);
            }
        }
    }

    private static byte[] All(string path)
    {
        using var stream = RowStream.OpenText(path);
        using var whole = new MemoryStream();
        var buffer = new byte[1 << 16];
        for (int read; (read = stream.Read(buffer)) > 0; whole.Write(buffer, 0, read))
        {
            if (whole.Length + read > RowLimits.ValueBytes)
            {
                throw new InterveneException($"{path}: one JSON value of more than {RowLimits.Text(RowLimits.ValueBytes)}, which has to be held "
                    + $"whole. Write the rows as JSON lines, one object a line.");
            }
        }

        return whole.ToArray();
    }

    private static List<(int Start, int End)> Elements(byte[] bytes, string path)
    {
        var elements = new List<(int Start, int End)>();
        var reader = new Utf8JsonReader(bytes, new JsonReaderOptions { MaxDepth = RowLimits.Depth + 2 });
        try
        {
            reader.Read();
            if (reader.TokenType == JsonTokenType.StartArray)
            {
                Add(ref reader, elements);
            }
            else if (reader.TokenType == JsonTokenType.StartObject)
            {
                Members(ref reader, elements);
            }
            else
            {
                throw new InterveneException(
                    $"{path}: the file holds no list of rows. Expected: one JSON array of objects, an object with one such array, or an object a "
                        + $"line (format jsonl).");
            }

            while (reader.Read())
            {
            }

            return elements;
        }
        catch (JsonException fault)
        {
            throw new InterveneException(
                $"{path}:{(fault.LineNumber ?? 0) + 1}: the JSON is malformed: {JsonRow.Words(fault)}. Expected: one whole JSON array; for one "
                    + $"object a line the format is jsonl.", fault);
        }
    }

    private static void Add(ref Utf8JsonReader reader, List<(int Start, int End)> elements)
    {
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            var start = (int)reader.TokenStartIndex;
            reader.Skip();
            elements.Add((start, (int)reader.BytesConsumed));
        }
    }

    /// <summary>
    /// Finds the one member that is an array of rows; without one, or with several, the object itself is a row. Turns of a conversation are no rows.
    /// </summary>
    private static void Members(ref Utf8JsonReader reader, List<(int Start, int End)> elements)
    {
        var (start, lists) = ((int)reader.TokenStartIndex, 0);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            reader.Read();
            if (IsListOfRows(reader))
            {
                lists++;
                Add(ref reader, elements);
            }
            else
            {
                reader.Skip();
            }
        }

        if (lists != 1)
        {
            elements.Clear();
            elements.Add((start, (int)reader.BytesConsumed));
        }
    }

    private static bool IsListOfRows(Utf8JsonReader look)
    {
        if (look.TokenType != JsonTokenType.StartArray || !look.Read() || look.TokenType != JsonTokenType.StartObject)
        {
            return false;
        }

        while (look.Read() && look.TokenType == JsonTokenType.PropertyName)
        {
            if (!look.ValueIsEscaped && (look.ValueTextEquals("role"u8) || look.ValueTextEquals("from"u8))) // an escape may be half a pair
            {
                return false;
            }

            look.Read();
            look.Skip();
        }

        return true;
    }
}
