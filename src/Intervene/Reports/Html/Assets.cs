using System.Security.Cryptography;
using System.Text;

namespace Intervene.Reports.Html;

/// <summary>Files that are part of the program and become part of a page.</summary>
internal static class Assets
{
    private const string Prefix = "Intervene.Reports.Html.Assets.";

    /// <summary>A text, with line feeds.</summary>
    public static string Text(string name)
    {
        using var reader = new StreamReader(Open(name), Encoding.UTF8);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }

    /// <summary>A file as base64.</summary>
    public static string Base64(string name)
    {
        using var stream = Open(name);
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return Convert.ToBase64String(bytes);
    }

    /// <summary>How a page's policy names a script or a style that may stand in it.</summary>
    public static string Hash(string content) => $"'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(content)))}'";

    private static Stream Open(string name) => typeof(Assets).Assembly.GetManifestResourceStream(Prefix + name)
        ?? throw new InvalidOperationException($"the program was built without {name}");
}
