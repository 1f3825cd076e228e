namespace Intervene.Memorisation;

/// <summary>A text without what two ways to write the same step differ in.</summary>
public static class NormalText
{
    private static readonly string[] Dropped = ["\\left", "\\right", "\\,", "\\;", "\\!", "\\ ", "$", "**", "`"];

    /// <summary>Lower case, and neither blanks nor marks of mathematics and emphasis.</summary>
    /// <param name="text">The text.</param>
    public static string Of(string text)
    {
        var normal = text;
        foreach (var mark in Dropped)
        {
            normal = normal.Replace(mark, "", StringComparison.Ordinal);
        }

        return string.Concat(normal.Where(c => !char.IsWhiteSpace(c)).Select(char.ToLowerInvariant));
    }
}
