using System.Text;
using System.Text.Json.Nodes;

namespace Intervene.Problems.Reading;

/// <summary>Rows of comma-separated values with a header line (RFC 4180); quoted fields may hold line breaks and doubled quotes.</summary>
internal static class CsvRows
{
    public static IReadOnlyList<ProblemRow> Read(string path)
    {
        var records = Records(File.ReadAllText(path), path).ToList();
        if (records.Count == 0)
        {
            return [];
        }

        var names = records[0].Fields;
        if (names.Distinct(StringComparer.Ordinal).Count() != names.Count)
        {
            throw new InterveneException($"{path}:1: a column's name stands twice in the header. Expected: each name once.");
        }

        return [.. records.Skip(1).Select((record, i) => new ProblemRow(Named(names, record.Fields), i, $"{path}:{record.Line}"))];
    }

    /// <summary>The named values; none where the row has another number of fields than the header, which the mapper counts as malformed.</summary>
    private static JsonObject Named(List<string> names, List<string> values) => values.Count != names.Count ? []
        : new JsonObject(names.Zip(values, (name, value) => KeyValuePair.Create(name, (JsonNode?)JsonValue.Create(value))));

    private static IEnumerable<(List<string> Fields, int Line)> Records(string text, string path)
    {
        int at = 0, line = 1;
        while (at < text.Length)
        {
            var start = line;
            var fields = new List<string>();
            do
            {
                fields.Add(Field(text, ref at, ref line, path));
            }
            while (at < text.Length && text[at++] == ',');

            if (at < text.Length && text[at - 1] == '\r' && text[at] == '\n')
            {
                at++;
            }

            line++;
            if (fields.Count > 1 || fields[0].Length > 0)
            {
                yield return (fields, start);
            }
        }
    }

    /// <summary>Reads a field and stops at the comma or line break behind it.</summary>
    private static string Field(string text, ref int at, ref int line, string path)
    {
        if (at >= text.Length || text[at] != '"')
        {
            var end = text.AsSpan(at).IndexOfAny(",\r\n");
            var plain = end < 0 ? text[at..] : text.Substring(at, end);
            at += plain.Length;
            return plain;
        }

        var (start, field) = (line, new StringBuilder());
        for (at++; at < text.Length; at++)
        {
            if (text[at] == '"' && (++at >= text.Length || text[at] != '"'))
            {
                // What follows a closing quote belongs to the field, as Python's reader and spreadsheets have it.
                var rest = text.AsSpan(at).IndexOfAny(",\r\n");
                field.Append(rest < 0 ? text[at..] : text.Substring(at, rest));
                at = rest < 0 ? text.Length : at + rest;
                return field.ToString();
            }

            line += text[at] == '\n' ? 1 : 0;
            field.Append(text[at]);
        }

        throw new InterveneException($"{path}:{start}: a quoted field has no closing quote. Expected: a quote before the file's end.");
    }
}
