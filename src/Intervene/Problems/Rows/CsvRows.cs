using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using CsvHelper;
using CsvHelper.Configuration;

namespace Intervene.Problems.Rows;

/// <summary>
/// Rows of separated values with a header line (RFC 4180); quoted fields may hold line breaks and doubled quotes. A quote inside a field that does
/// not begin with one is part of it, and so is what follows a closing quote, as Python's reader and spreadsheets have it: one stray quote spoils one
/// row.
/// </summary>
internal static class CsvRows
{
    // Stands for bytes that are not UTF-8: a code point that Unicode keeps out of texts.
    private const char Invalid = '\uFDD0';

    private static readonly UTF8Encoding Utf8 = Utf8With(Invalid);

    /// <summary>Reads a file; a row of another length than the header or with bytes that are not UTF-8 is dropped and named.</summary>
    /// <exception cref="InterveneException">The header is unusable, or a row is too long.</exception>
    public static IEnumerable<(JsonObject Fields, string Where)> Read(string path, DroppedRows dropped)
    {
        var isOpen = false;
        using var text = new StreamReader(RowStream.OpenText(path), Utf8, detectEncodingFromByteOrderMarks: false);
        using var rows = new CsvParser(text, new CsvConfiguration(CultureInfo.InvariantCulture)
        {
            Delimiter = Separator(path),
            IgnoreBlankLines = false,
            MaxFieldSize = RowLimits.RowBytes,
            BadDataFound = found => isOpen = found.Field is ['"', ..] && found.Field.Count('"') % 2 != 0,
        });
        string[]? names = null;
        var line = 1;
        for (var more = Next(rows, path, line); more; isOpen = false)
        {
            var (where, values, end) = ($"{path}:{line}", rows.Record ?? [], rows.RawRow);
            line = end + 1;
            var quoteFound = isOpen;
            more = Next(rows, path, line);
            if (values is [""])
            {
                continue;
            }

            var fault = quoteFound && !more ? $"a quote is opened and never closed; lines up to {end} belong to this row"
                : Fault(values, names?.Length ?? values.Length);
            if (names is null)
            {
                names = Header(values, fault, where);
            }
            else if (fault is not null)
            {
                dropped.Add(new DroppedRow(fault.EndsWith("UTF-8", StringComparison.Ordinal) ? "invalid_utf8" : "malformed_row", where, fault));
            }
            else
            {
                yield return (new JsonObject(names.Zip(values, (name, value) => KeyValuePair.Create(name, (JsonNode?)JsonValue.Create(value)))),
                    where);
            }
        }
    }

    private static bool Next(CsvParser rows, string path, int line)
    {
        try
        {
            return rows.Read();
        }
        catch (MaxFieldSizeException fault)
        {
            throw new InterveneException(
                $"{path}:{line}: a field of more than {RowLimits.Text(RowLimits.RowBytes)} begins here. Expected: fields below that; a quote that "
                    + $"is never closed makes one field of all that follows.", fault);
        }
    }

    private static string? Fault(string[] values, int expected)
    {
        for (var i = 0; i < values.Length; i++)
        {
            if (values[i].AsSpan().IndexOfAny(Invalid, '\0') is >= 0 and var at)
            {
                return values[i][at] == '\0' ? $"field {i + 1} holds a zero byte" : $"field {i + 1} holds bytes that are not UTF-8";
            }
        }

        return values.Length == expected ? null : $"{values.Length} fields, the header has {expected}";
    }

    private static string[] Header(string[] names, string? fault, string where)
    {
        if (fault is not null)
        {
            throw new InterveneException($"{where}: the header cannot be read: {fault}. Expected: a text of separated values in UTF-8 whose first "
                + $"line names the columns.");
        }

        names = [.. names.Select((name, i) => name.Trim().Length == 0 ? $"column {i + 1}" : name.Trim())];
        return names.Distinct(StringComparer.Ordinal).Count() == names.Length ? names
            : throw new InterveneException($"{where}: a column's name stands twice in the header. Expected: each name once.");
    }

    private static string Separator(string path)
    {
        using var text = new StreamReader(RowStream.OpenText(path), Utf8, detectEncodingFromByteOrderMarks: false);
        var start = new char[1 << 16];
        var header = start.AsSpan(0, text.ReadBlock(start)).TrimStart("\r\n");
        var end = header.IndexOfAny('\n', '\r');
        header = end < 0 ? header : header[..end];
        return header.Contains(',') ? "," : header.Contains('\t') ? "\t" : header.Contains(';') ? ";" : ",";
    }

    private static UTF8Encoding Utf8With(char replacement)
    {
        var encoding = (UTF8Encoding)new UTF8Encoding(encoderShouldEmitUTF8Identifier: false).Clone();
        encoding.DecoderFallback = new DecoderReplacementFallback(replacement.ToString());
        return encoding;
    }
}
