using System.Globalization;
using System.Text;

namespace Intervene.Cli.Output;

/// <summary>Text that a file, a model or a server wrote, made harmless for a terminal.</summary>
internal static class SafeText
{
    /// <summary>
    /// The text with each control character, and each that turns the direction of writing, as its code: <c>⟨1B⟩</c>. Line breaks stay where they are
    /// wanted.
    /// </summary>
    /// <param name="text">The text.</param>
    /// <param name="keepsLines">Whether line breaks and tabs stay; else they become blanks.</param>
    public static string Of(string text, bool keepsLines = false)
    {
        if (!text.AsSpan().ContainsAnyInRange('\0', '\u001f') && !text.AsSpan().ContainsAnyExceptInRange(' ', '~'))
        {
            return text;
        }

        var safe = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            if (c is '\n' or '\r' or '\t')
            {
                safe.Append(keepsLines ? c : ' ');
            }
            else if (char.IsControl(c) || (char.GetUnicodeCategory(c) == UnicodeCategory.Format && c is not ('\u200c' or '\u200d')))
            {
                safe.Append(CultureInfo.InvariantCulture, $"⟨{(int)c:X2}⟩");
            }
            else
            {
                safe.Append(c);
            }
        }

        return safe.ToString();
    }
}
