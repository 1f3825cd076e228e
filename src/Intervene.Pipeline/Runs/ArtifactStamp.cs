using Intervene.Files;

namespace Intervene.Pipeline.Runs;

/// <summary>What a stage wrote: an edit or damage between two stages shows, since the content no longer has the hash.</summary>
/// <param name="Path">The file or folder, relative to the run directory, with <c>/</c>.</param>
/// <param name="Sha256">The hash of its content; of a folder, over the names and hashes of its files.</param>
/// <param name="Stamp">Sizes and times of change; where they are as they were, the content is not read again.</param>
public sealed record ArtifactStamp(string Path, string Sha256, string Stamp)
{
    /// <summary>Stamps an artifact.</summary>
    /// <param name="root">The run directory.</param>
    /// <param name="path">The file or folder.</param>
    /// <exception cref="InterveneException">It cannot be read.</exception>
    public static ArtifactStamp Of(string root, string path) =>
        new(System.IO.Path.GetRelativePath(root, path).Replace('\\', '/'), Files.Sha256.Of(path), StampOf(path));

    /// <summary>Whether the artifact in a run directory still has this content.</summary>
    /// <param name="root">The run directory.</param>
    public bool Holds(string root)
    {
        var path = System.IO.Path.Combine(root, Path);
        return (File.Exists(path) || Directory.Exists(path)) && (StampOf(path) == Stamp || Files.Sha256.Of(path) == Sha256);
    }

    private static string StampOf(string path) => IoFault.Guard(path, "read", () => Files.Sha256.OfText(string.Concat(
        (Directory.Exists(path) ? Directory.EnumerateFiles(path, "*", SearchOption.AllDirectories) : [path])
            .Order(StringComparer.Ordinal)
            .Select(file => new FileInfo(file))
            .Select(file => $"{System.IO.Path.GetRelativePath(path, file.FullName)} {file.Length} {file.LastWriteTimeUtc.Ticks}\n"))));
}
