using System.Security.Cryptography;
using System.Text;

namespace Intervene.Files;

/// <summary>SHA-256 of inputs, as 64 lower-case hexadecimal digits.</summary>
public static class Sha256
{
    /// <summary>The hash of a file's bytes.</summary>
    /// <exception cref="InterveneException">The file cannot be read.</exception>
    public static string OfFile(string path)
    {
        using var stream = InputFile.Open(path);
        return IoFault.Guard(path, "read", () => Convert.ToHexStringLower(SHA256.HashData(stream)));
    }

    /// <summary>The hash of a file, or of a directory: of the lines <c>hash␣␣name</c> of its files, ordinally sorted by name.</summary>
    /// <exception cref="InterveneException">There is no such file or directory, or it cannot be read.</exception>
    public static string Of(string path)
    {
        if (!Directory.Exists(path))
        {
            return OfFile(path);
        }

        var names = Directory.EnumerateFiles(path, "*", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(path, file).Replace('\\', '/'))
            .Order(StringComparer.Ordinal);
        var lines = string.Concat(names.Select(name => $"{OfFile(Path.Combine(path, name))}  {name}\n"));
        return OfText(lines);
    }

    /// <summary>The hash of a text's UTF-8 bytes.</summary>
    public static string OfText(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
