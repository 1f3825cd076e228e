
namespace Intervene.Problems.Reading;

/// <summary>Reads files of problems: JSON lines, a JSON array, CSV, Parquet.</summary>
public static class ProblemFile
{
    /// <summary>Reads the problems of a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="columns">Where the file keeps what.</param>
    /// <param name="source">The source's name; null: the file's name without its extension.</param>
    /// <param name="format"><c>jsonl</c>, <c>json</c>, <c>csv</c> or <c>parquet</c>; null: by the file's extension.</param>
    /// <param name="offset">Rows left out at the start.</param>
    /// <param name="limit">Rows read at most; null reads all.</param>
    /// <exception cref="InterveneException">The file is missing or malformed, or lacks a column.</exception>
    public static ProblemRead Read(string path, ProblemColumns columns, string? source = null, string? format = null, int offset = 0, int? limit = null)
    {
        if (!File.Exists(path))
        {
            throw new InterveneException($"{path}: there is no such file of problems. Check the problem source's path.");
        }

        var rows = Rows(path, format ?? Path.GetExtension(path).TrimStart('.').ToLowerInvariant());
        return ProblemMapper.Map([.. rows.Skip(offset).Take(limit ?? int.MaxValue)], columns, source ?? Path.GetFileNameWithoutExtension(path));
    }

    /// <summary>Reads the rows of a file as they are.</summary>
    /// <param name="path">The file.</param>
    /// <param name="format"><c>jsonl</c>, <c>json</c>, <c>csv</c> or <c>parquet</c>.</param>
    /// <exception cref="InterveneException">The file is malformed or of another format.</exception>
    public static IReadOnlyList<ProblemRow> Rows(string path, string format) => format switch
    {
        "jsonl" => JsonRows.Lines(path),
        "json" => JsonRows.Array(path),
        "csv" => CsvRows.Read(path),
        "parquet" => ParquetRows.Read(path),
        _ => throw new InterveneException($"{path}: '{format}' is no format of problems. Expected: jsonl, json, csv or parquet."),
    };
}
