namespace Intervene.Options;

/// <summary>Formats of a file of problems; texts may be packed by gzip.</summary>
public enum ProblemFileFormat
{
    /// <summary>What the file's first bytes say, else its extension.</summary>
    Auto,

    /// <summary>One JSON object a line.</summary>
    Jsonl,

    /// <summary>One JSON array of objects, or one object that holds such an array.</summary>
    Json,

    /// <summary>Separated values with a header line: commas, semicolons or tabs, whichever the header has.</summary>
    Csv,

    /// <summary>Apache Parquet.</summary>
    Parquet,
}
