using System.Text;

namespace Intervene.Files;

/// <summary>Files from outside, read whole: ordinary ones, up to a size, in strict UTF-8.</summary>
public static class InputFile
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Reads a text.</summary>
    /// <param name="path">The file.</param>
    /// <param name="most">The most bytes that it may have.</param>
    /// <exception cref="InterveneException">The file is missing, too large, no ordinary file, or holds what is no text.</exception>
    public static string ReadText(string path, long most)
    {
        var bytes = Read(path, most);
        if (bytes.AsSpan().IndexOf((byte)0) is >= 0 and var at)
        {
            throw new InterveneException(
                $"{path}:{LineOf(bytes, at)}: byte {at + 1} is NUL: expected a text in UTF-8, found a binary file or one in UTF-16.");
        }

        try
        {
            return Strict.GetString(bytes).TrimStart('\uFEFF');
        }
        catch (DecoderFallbackException fault)
        {
            throw new InterveneException(
                $"{path}:{LineOf(bytes, fault.Index)}: byte {fault.Index + 1} is no UTF-8: expected a text in UTF-8. Save the file in that encoding.",
                fault);
        }
    }

    /// <summary>Reads bytes.</summary>
    /// <inheritdoc cref="ReadText"/>
    public static byte[] Read(string path, long most)
    {
        using var stream = Open(path);
        return IoFault.Guard(path, "read", () =>
        {
            if (stream.Length == 0)
            {
                throw new InterveneException($"{path}: the file is empty; expected an ordinary file with content.");
            }

            if (stream.Length > most)
            {
                throw new InterveneException($"{path}: {stream.Length} bytes are too many: at most {most} are read of a file of this kind.");
            }

            var bytes = new byte[stream.Length];
            stream.ReadExactly(bytes);
            return bytes;
        });
    }

    /// <summary>Opens a file whose end is where its length says; others may go on writing to it.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="InterveneException">It is missing, a folder, a pipe, a device, or may not be read.</exception>
    public static FileStream Open(string path)
    {
        RequireOrdinary(path);
        return IoFault.Guard(path, "read", () => new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 1));
    }

    /// <summary>Refuses what is no ordinary file before it is opened: opening a pipe or a device may wait, and reading it may never end.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="InterveneException">It is missing, a folder, or none of the ordinary files.</exception>
    public static void RequireOrdinary(string path)
    {
        RequireName(path);
        if (!File.Exists(path))
        {
            throw new InterveneException($"{path}: cannot read it: {IoFault.Missing(path)}");
        }

        if (SpecialFile.KindOf(path) is { } kind)
        {
            throw new InterveneException($"{path}: it is {kind}; expected an ordinary file with content.");
        }
    }

    /// <summary>Refuses a name that cannot be a file's.</summary>
    /// <param name="path">The name.</param>
    /// <exception cref="InterveneException">It is empty, has a NUL, or is a folder's.</exception>
    internal static void RequireName(string path)
    {
        if (string.IsNullOrWhiteSpace(path) || path.Contains('\0', StringComparison.Ordinal))
        {
            throw new InterveneException("The name of a file is empty, or none; expected the name of the file to read.");
        }

        if (Directory.Exists(path))
        {
            throw new InterveneException($"{path}: it is a folder; expected a file.");
        }
    }

    private static int LineOf(byte[] bytes, int at) => 1 + bytes.AsSpan(0, Math.Clamp(at, 0, bytes.Length)).Count((byte)'\n');
}
