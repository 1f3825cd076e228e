using System.Globalization;

namespace Intervene.Reports.Content;

/// <summary>Cuts texts that are too long for a page, and says so in their place.</summary>
public static class LongText
{
    /// <summary>UTF-16 units that are left of a text.</summary>
    public const int Most = 20_000;

    /// <summary>The text, its middle replaced by a note where it is longer than <see cref="Most"/>.</summary>
    /// <param name="text">The text.</param>
    public static string Cut(string text)
    {
        if (text.Length <= Most)
        {
            return text;
        }

        var (head, tail) = (Whole(text, Most * 7 / 10), Whole(text, text.Length - (Most * 3 / 10)));
        return string.Create(CultureInfo.InvariantCulture, $"{text[..head]}\n⟨{tail - head:#,0} characters are left out⟩\n{text[tail..]}");
    }

    /// <summary>A place that halves no surrogate pair.</summary>
    private static int Whole(string text, int at) => char.IsLowSurrogate(text[at]) ? at - 1 : at;
}
