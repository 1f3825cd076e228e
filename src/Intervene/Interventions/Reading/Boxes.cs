namespace Intervene.Interventions.Reading;

/// <summary>What stands in a text's <c>\boxed{…}</c>.</summary>
internal static class Boxes
{
    private const string Opening = "\\boxed{";

    /// <summary>The boxes' contents, in order; a box that does not close is none.</summary>
    public static IReadOnlyList<string> Read(string text)
    {
        var boxes = new List<string>();
        for (var at = text.IndexOf(Opening, StringComparison.Ordinal); at >= 0; at = text.IndexOf(Opening, at + 1, StringComparison.Ordinal))
        {
            var depth = 1;
            var end = at + Opening.Length;
            for (; end < text.Length && depth > 0; end++)
            {
                depth += text[end] == '{' ? 1 : text[end] == '}' ? -1 : 0;
            }

            if (depth == 0)
            {
                boxes.Add(text[(at + Opening.Length)..(end - 1)]);
            }
        }

        return boxes;
    }
}
