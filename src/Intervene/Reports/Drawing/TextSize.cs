using System.Globalization;

namespace Intervene.Reports.Drawing;

/// <summary>Estimates how wide a text is at 12 px: no font of the machine takes part, so figures are the same everywhere.</summary>
internal static class TextSize
{
    /// <summary>How much wider semibold type runs.</summary>
    public const double Bold = 1.2;

    public static double BoldWidth(string text) => Width(text) * Bold;

    public static double Width(string text)
    {
        var width = 0.0;
        foreach (var rune in text.EnumerateRunes())
        {
            width += rune.Value switch
            {
                'i' or 'j' or 'l' or 'I' or '.' or ',' or ':' or ';' or '|' or '!' or '\'' => 3.4,
                ' ' or 'f' or 't' or 'r' or '(' or ')' or '[' or ']' or '-' => 4.6,
                'm' or 'w' or 'M' or 'W' or '@' or '%' => 10.6,
                >= 'A' and <= 'Z' => 8.4,
                >= 0x2e80 => 12,
                _ => 7,
            };
        }

        return width;
    }

    /// <summary>Cuts a text that is wider than the room for it, and says so with an ellipsis.</summary>
    public static string Cut(string text, double room)
    {
        if (Width(text) <= room)
        {
            return text;
        }

        var elements = new StringInfo(text);
        for (var length = elements.LengthInTextElements - 1; length > 0; length--)
        {
            var cut = elements.SubstringByTextElements(0, length).TrimEnd() + "…";
            if (Width(cut) <= room)
            {
                return cut;
            }
        }

        return "…";
    }
}
