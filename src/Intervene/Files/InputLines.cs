using System.Text;

namespace Intervene.Files;

/// <summary>The lines of a text from outside, one after the other: strict UTF-8, each of bounded length.</summary>
public static class InputLines
{
    /// <summary>The longest line that is read, in bytes: 64 MiB.</summary>
    public const int MostBytes = 64 << 20;

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Streams the lines that hold more than white space, with their numbers (1-based); a last one without a newline counts.</summary>
    /// <param name="path">The file, or one of the process's own streams, e.g. <c>/dev/stdin</c>, which is read to its end.</param>
    /// <exception cref="InterveneException">The file is missing, or a line is too long or no UTF-8: the message names it.</exception>
    public static IEnumerable<(long Number, string Text)> Read(string path)
    {
        using var file = Open(path);
        using var lines = new ByteLines(file, path, MostBytes, takesLast: true);
        while (lines.Next())
        {
            var text = Decode(path, lines);
            if (!string.IsNullOrWhiteSpace(text))
            {
                yield return (lines.Number, text);
            }
        }
    }

    private static FileStream Open(string path)
    {
        InputFile.RequireName(path);
        if (SpecialFile.KindOf(path) is { } kind && !SpecialFile.IsOwnStream(path))
        {
            throw new InterveneException($"{path}: it is {kind}; expected an ordinary file, or /dev/stdin for what another program writes.");
        }

        return IoFault.Guard(path, "read", () => new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 1));
    }

    private static string Decode(string path, ByteLines lines)
    {
        try
        {
            var text = Strict.GetString(lines.Current).TrimEnd('\r');
            return lines.Number == 1 ? text.TrimStart('\uFEFF') : text;
        }
        catch (DecoderFallbackException fault)
        {
            throw new InterveneException(
                $"{path}:{lines.Number}: byte {fault.Index + 1} of the line is no UTF-8: expected a text in UTF-8. Save the file in that encoding.",
                fault);
        }
    }
}
