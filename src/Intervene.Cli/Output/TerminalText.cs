using System.Text;

namespace Intervene.Cli.Output;

/// <summary>
/// Text that a model, a file or a client wrote, made harmless for a terminal: control characters, escape sequences, marks that turn the direction of
/// writing, and half surrogates stand as <c>\u{1B}</c>. Line breaks and tabs stay.
/// </summary>
public static class TerminalText
{
    /// <summary>The text with everything visible; the same text where nothing is to be shown.</summary>
    /// <param name="text">Any text.</param>
    public static string Harmless(string text)
    {
        var first = 0;
        while (first < text.Length && IsPlain(text[first]))
        {
            first++;
        }

        if (first == text.Length)
        {
            return text;
        }

        var shown = new StringBuilder(text, 0, first, text.Length + 32);
        for (var i = first; i < text.Length; i++)
        {
            if (char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
            {
                Append(shown, char.ConvertToUtf32(text[i], text[++i]));
            }
            else if (text[i] != '\r' || i + 1 == text.Length || text[i + 1] != '\n')
            {
                Append(shown, text[i]);
            }
        }

        return shown.ToString();
    }

    /// <summary>A text on one line: line breaks stand as <c>↵</c>.</summary>
    /// <param name="text">Any text.</param>
    public static string OneLine(string text) => Harmless(text.ReplaceLineEndings("↵"));

    private static bool IsPlain(char c) => c is >= ' ' and <= '~' or '\n' or '\t' || (c >= '\u00A0' && !char.IsSurrogate(c) && !IsHarmful(c));

    private static void Append(StringBuilder shown, int code)
    {
        if (code is '\n' or '\t' || !IsHarmful(code))
        {
            shown.Append(code > 0xFFFF ? char.ConvertFromUtf32(code) : (char)code);
        }
        else
        {
            shown.Append($"\\u{{{code:X}}}");
        }
    }

    /// <summary>C0, DEL and C1; marks of direction and deprecated format characters; line and paragraph separators; surrogates alone; tags.</summary>
    private static bool IsHarmful(int code) =>
        code is < 0x20 or >= 0x7F and <= 0x9F or 0x61C or 0x200E or 0x200F or >= 0x2028 and <= 0x202E or >= 0x2066 and <= 0x206F
        or >= 0xD800 and <= 0xDFFF or 0xFEFF or >= 0xFFF9 and <= 0xFFFB or >= 0xE0000 and <= 0xE007F;
}
