namespace Intervene.Options;

/// <summary>Formats of a file of problems.</summary>
public enum ProblemFileFormat
{
    /// <summary>By the file's extension.</summary>
    Auto,

    /// <summary>One JSON object a line.</summary>
    Jsonl,

    /// <summary>One JSON array of objects.</summary>
    Json,

    /// <summary>Comma-separated values with a header line.</summary>
    Csv,

    /// <summary>Apache Parquet.</summary>
    Parquet,
}
