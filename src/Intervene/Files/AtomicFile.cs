
namespace Intervene.Files;

/// <summary>Files that are there whole or not at all: written aside, flushed to disk, renamed.</summary>
public static class AtomicFile
{
    /// <summary>Writes text as UTF-8.</summary>
    /// <inheritdoc cref="Write(string, Action{Stream})"/>
    public static void Write(string path, string text) => Write(path, stream => stream.Write(System.Text.Encoding.UTF8.GetBytes(text)));

    /// <summary>Writes a file; a file of the same name stays as it is until the new one is complete.</summary>
    /// <param name="path">The file; its folder is created.</param>
    /// <param name="write">Writes the content.</param>
    /// <exception cref="InterveneException">The file system refuses; an earlier file of this name is kept.</exception>
    public static void Write(string path, Action<Stream> write)
    {
        var aside = path + ".partial";
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
            using (var stream = new FileStream(aside, FileMode.Create, FileAccess.Write, FileShare.None))
            {
                write(stream);
                stream.Flush(flushToDisk: true);
            }

            File.Move(aside, path, overwrite: true);
        }
        catch (Exception fault)
        {
            Remove(aside);
            if (IoFault.Is(fault))
            {
                throw IoFault.Explain(path, "write", fault);
            }

            throw;
        }
    }

    private static void Remove(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception fault) when (IoFault.Is(fault))
        {
        }
    }
}
