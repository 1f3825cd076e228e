using System.Text.Json.Nodes;
using Intervene.Options;

namespace Intervene.Problems.Rows;

/// <summary>Reads the rows of a file as they are: JSON lines, a JSON value, separated values, Parquet.</summary>
public static class RowFile
{
    private static readonly byte[] ParquetMark = "PAR1"u8.ToArray();

    /// <summary>Streams the rows of a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="format">Its format.</param>
    /// <param name="dropped">Takes the rows that cannot be read.</param>
    /// <exception cref="InterveneException">The file as a whole cannot be read.</exception>
    public static IEnumerable<ProblemRow> Read(string path, ProblemFileFormat format, DroppedRows dropped)
    {
        var index = 0;
        foreach (var (fields, where) in Open(path, format == ProblemFileFormat.Auto ? FormatOf(path) : format, dropped))
        {
            yield return new ProblemRow(Unwrapped(fields), index++, where);
        }
    }

    /// <summary>The format of a file by its first bytes and its extension.</summary>
    /// <exception cref="InterveneException">Neither says what it is.</exception>
    public static ProblemFileFormat FormatOf(string path)
    {
        if (RowStream.Magic(path).AsSpan().SequenceEqual(ParquetMark))
        {
            return ProblemFileFormat.Parquet;
        }

        var name = path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? path[..^3] : path;
        return Path.GetExtension(name).ToLowerInvariant() switch
        {
            ".jsonl" or ".ndjson" => JsonRows.IsOneValue(path, mayBeObject: false) ? ProblemFileFormat.Json : ProblemFileFormat.Jsonl,
            ".json" => JsonRows.IsOneValue(path, mayBeObject: true) ? ProblemFileFormat.Json : ProblemFileFormat.Jsonl,
            ".csv" or ".tsv" => ProblemFileFormat.Csv,
            ".parquet" => ProblemFileFormat.Parquet,
            var other => throw new InterveneException($"{path}: '{other}' says no format of problems. Expected: .jsonl, .json, .csv, .tsv or "
                + $".parquet, the texts also with .gz; or name it with format."),
        };
    }

    private static IEnumerable<(JsonObject Fields, string Where)> Open(string path, ProblemFileFormat format, DroppedRows dropped) => format switch
    {
        ProblemFileFormat.Jsonl => JsonRows.Lines(path, dropped),
        ProblemFileFormat.Json => JsonRows.Value(path, dropped),
        ProblemFileFormat.Csv => CsvRows.Read(path, dropped),
        ProblemFileFormat.Parquet => ParquetRows.Read(path),
        _ => throw new ArgumentOutOfRangeException(nameof(format), format, "Not a format of rows."),
    };

    /// <summary>A row whose only field is an object, as <c>{"Problem_7": {…}}</c>, is that object.</summary>
    private static JsonObject Unwrapped(JsonObject fields)
    {
        if (fields.Count != 1 || fields.First() is not (var name, JsonObject { Count: > 1 } inner))
        {
            return fields;
        }

        fields.Remove(name);
        inner.TryAdd("id", name);
        return inner;
    }
}
