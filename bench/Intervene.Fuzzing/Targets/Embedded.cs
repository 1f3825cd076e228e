namespace Intervene.Fuzzing.Targets;

/// <summary>The repository's own files, embedded as seeds.</summary>
internal static class Embedded
{
    /// <summary>The texts of a folder's files, ordered by name.</summary>
    public static IReadOnlyList<string> Texts(string folder) => [.. Names(folder).Select(name => System.Text.Encoding.UTF8.GetString(Bytes(name)))];

    /// <summary>The raw texts of a folder's files, ordered by name.</summary>
    public static IReadOnlyList<string> Raw(string folder) => [.. Names(folder).Select(name => RawText.Of(Bytes(name)))];

    /// <summary>The names of a folder's files.</summary>
    public static IEnumerable<string> Names(string folder) => typeof(Embedded).Assembly.GetManifestResourceNames()
        .Where(name => name.StartsWith(folder + "/", StringComparison.Ordinal)).Order(StringComparer.Ordinal);

    /// <summary>A file's bytes.</summary>
    public static byte[] Bytes(string name)
    {
        using var stream = typeof(Embedded).Assembly.GetManifestResourceStream(name)!;
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }

    /// <summary>Those of some texts that are read without a refusal: not every file of the tests is well formed for every reader.</summary>
    public static IEnumerable<string> Readable(this IEnumerable<string> texts, Func<string, string> read) => texts.Where(text =>
    {
        try
        {
            read(text);
            return true;
        }
        catch (InterveneException)
        {
            return false;
        }
    });
}
