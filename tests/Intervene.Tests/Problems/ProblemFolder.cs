using System.IO.Compression;
using System.Text;
using Intervene.Options;
using Intervene.Problems.Layouts;
using Intervene.Problems.Presets;
using Intervene.Problems.Reading;
using Intervene.Problems.Rows;

namespace Intervene.Tests.Problems;

/// <summary>A folder of small files of problems, made for one test.</summary>
internal sealed class ProblemFolder : IDisposable
{
    public string Root { get; } = Directory.CreateTempSubdirectory("intervene-problems-").FullName;

    public string At(string name) => Path.Combine(Root, name);

    public string Write(string name, string text) => Write(name, Encoding.UTF8.GetBytes(text));

    public string Write(string name, byte[] bytes)
    {
        var path = At(name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        if (!name.EndsWith(".gz", StringComparison.Ordinal))
        {
            File.WriteAllBytes(path, bytes);
            return path;
        }

        using var packed = new GZipStream(File.Create(path), CompressionLevel.Fastest);
        packed.Write(bytes);
        return path;
    }

    /// <summary>The rows of a file, and what was dropped.</summary>
    public static (List<ProblemRow> Rows, DroppedRows Dropped) Rows(string path, ProblemFileFormat format = ProblemFileFormat.Auto)
    {
        var dropped = new DroppedRows();
        return ([.. RowFile.Read(path, format, dropped)], dropped);
    }

    /// <summary>The problems of a file's text.</summary>
    public ProblemRead Read(string text, ProblemLayout? layout = null, string name = "rows.jsonl", string? preset = null) =>
        ProblemFile.Read(
            new ProblemQuery { Path = Write(name, text), Layout = layout ?? new(), Preset = preset is null ? null : ProblemPresets.Named(preset) });

    /// <summary>What was dropped, as reason and line.</summary>
    public static IEnumerable<(string Reason, int Line)> Places(DroppedRows dropped) =>
        dropped.Reasons.SelectMany(reason => reason.First).Select(row => (row.Reason, int.Parse(row.Where[(row.Where.LastIndexOf(':') + 1)..])));

    public void Dispose() => Directory.Delete(Root, recursive: true);
}
