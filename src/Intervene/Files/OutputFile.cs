namespace Intervene.Files;

/// <summary>
/// A file that a user asked for by name. It is written aside, under a name that no file has, and takes its place when it is complete: until then a
/// file of that name stays as it was, so that it may be the very file that is read. Opened before the work, so that a place that refuses does so at
/// once.
/// </summary>
public sealed class OutputFile : IDisposable
{
    private readonly string _target;
    private readonly string? _aside;

    private OutputFile(string path, string target, string? aside, FileStream stream) =>
        (Path, _target, _aside, Stream) = (path, target, aside, stream);

    /// <summary>The name that the user gave.</summary>
    public string Path { get; }

    /// <summary>Takes the content.</summary>
    public FileStream Stream { get; }

    /// <summary>Opens a file for writing; at the end of a link what it leads to is replaced, a pipe or device is written to as it is.</summary>
    /// <param name="option">What the name was given for in messages, e.g. <c>--out</c>.</param>
    /// <param name="path">The file; its folder is created.</param>
    /// <exception cref="InterveneException">The name is empty or a folder's, or the file system refuses.</exception>
    public static OutputFile Create(string option, string path)
    {
        if (string.IsNullOrWhiteSpace(path) || path.Contains('\0', StringComparison.Ordinal))
        {
            throw new InterveneException(
                $"{option} is {(path.Length == 0 ? "empty" : "no name of a file")}; expected the name of the file to write.");
        }

        HomePath.Refuse(option, path);
        if (Directory.Exists(path))
        {
            throw new InterveneException($"{option} {path}: it is a folder; expected the name of the file to write.");
        }

        return IoFault.Guard(path, "write", () =>
        {
            var link = new FileInfo(path);
            var target = link.LinkTarget is null ? System.IO.Path.GetFullPath(path) : link.ResolveLinkTarget(returnFinalTarget: true)!.FullName;
            if (Unreplaceable(target) is { } open)
            {
                return new OutputFile(path, target, null, open);
            }

            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(target)!);
            var aside = $"{target}.{System.IO.Path.GetRandomFileName()}.partial";
            return new OutputFile(path, target, aside, new FileStream(aside, FileMode.CreateNew, FileAccess.Write, FileShare.None));
        });
    }

    /// <summary>Gives the file its name.</summary>
    /// <exception cref="InterveneException">The file system refuses; an earlier file of this name is kept.</exception>
    public void Commit() => IoFault.Guard(Path, "write", () =>
    {
        Stream.Flush(flushToDisk: _aside is not null);
        Stream.Dispose();
        if (_aside is not null)
        {
            File.Move(_aside, _target, overwrite: true);
        }
    });

    /// <summary>Closes the file; one that was not committed leaves nothing behind.</summary>
    public void Dispose()
    {
        try
        {
            Stream.Dispose();
            if (_aside is not null)
            {
                File.Delete(_aside);
            }
        }
        catch (Exception fault) when (IoFault.Is(fault))
        {
            // The fault that led here is the one to tell.
        }
    }

    /// <summary>A device or a pipe, which must be written to and not replaced; null for an ordinary file. Neither has a length.</summary>
    private static FileStream? Unreplaceable(string target)
    {
        if (!File.Exists(target) || new FileInfo(target).Length > 0)
        {
            return null;
        }

        var stream = new FileStream(target, FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
        if (stream.CanSeek && !target.StartsWith("/dev/", StringComparison.Ordinal))
        {
            stream.Dispose();
            return null;
        }

        return stream;
    }
}
