namespace Intervene.Problems.Rows;

/// <summary>How large what comes from outside may be; beyond it a row or file is refused by name.</summary>
public static class RowLimits
{
    /// <summary>Most bytes of one row of text: 16 MiB.</summary>
    public const int RowBytes = 16 << 20;

    /// <summary>Most bytes of a file that is one JSON value, which is held whole: 512 MiB.</summary>
    public const int ValueBytes = 512 << 20;

    /// <summary>Most bytes of a file, unpacked: 16 GiB.</summary>
    public const long FileBytes = 16L << 30;

    /// <summary>Most levels of nesting in a row.</summary>
    public const int Depth = 64;

    /// <summary>Most bytes of the footer of a Parquet file: 64 MiB.</summary>
    public const int FooterBytes = 64 << 20;

    /// <summary>Most rows of a row group of a Parquet file.</summary>
    public const long GroupRows = 20_000_000;

    /// <summary>Most bytes of a row group of a Parquet file, unpacked: 2 GiB.</summary>
    public const long GroupBytes = 2L << 30;

    /// <summary>Most files of a folder or pattern.</summary>
    public const int Files = 50_000;

    /// <summary>A number of bytes as messages write it.</summary>
    internal static string Text(long bytes) => bytes >= 1 << 30 ? $"{bytes >> 30} GiB" : bytes >= 1 << 20 ? $"{bytes >> 20} MiB" : $"{bytes} bytes";
}
