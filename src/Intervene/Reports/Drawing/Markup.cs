using System.Globalization;
using System.Text;

namespace Intervene.Reports.Drawing;

/// <summary>Turns any text, a model's too, into text that is safe inside an element or a quoted attribute of HTML and SVG.</summary>
internal static class Markup
{
    /// <summary>Escapes markup, of text made <see cref="Visible"/>.</summary>
    public static string Text(string text)
    {
        var visible = Visible(text);
        var result = new StringBuilder(visible.Length + 16);
        foreach (var c in visible)
        {
            _ = c switch
            {
                '&' => result.Append("&amp;"),
                '<' => result.Append("&lt;"),
                '>' => result.Append("&gt;"),
                '"' => result.Append("&quot;"),
                '\'' => result.Append("&#39;"),
                _ => result.Append(c),
            };
        }

        return result.ToString();
    }

    /// <summary>
    /// Shows control characters, direction overrides and halves of surrogate pairs instead of passing them on, for they are invalid or change how
    /// the text around them reads. The result is safe as a text node, and not as markup.
    /// </summary>
    public static string Visible(string text)
    {
        var result = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (char.IsHighSurrogate(c) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
            {
                result.Append(c).Append(text[++i]);
                continue;
            }

            _ = c switch
            {
                '\n' or '\t' => result.Append(c),
                '\r' => result,
                < ' ' => result.Append((char)(0x2400 + c)),
                '\x7f' => result.Append('\u2421'),
                >= '\ud800' and <= '\udfff' or >= '\ufffe' or (>= '\x80' and < '\xa0') => result.Append('\ufffd'),
                (>= '\u202a' and <= '\u202e') or (>= '\u2066' and <= '\u2069') or '\u200e' or '\u200f' or '\u061c' or '\u2028' or '\u2029' =>
                    result.Append(CultureInfo.InvariantCulture, $"⟨U+{(int)c:X4}⟩"),
                _ => result.Append(c),
            };
        }

        return result.ToString();
    }
}
