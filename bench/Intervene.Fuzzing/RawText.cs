using System.Text;

namespace Intervene.Fuzzing;

/// <summary>
/// Bytes as texts that can be mutated: characters stand for themselves in UTF-8, half a surrogate pair for its three bytes, which are no UTF-8, and
/// <c>U+E000</c> to <c>U+E0FF</c> for one byte each.
/// </summary>
public static class RawText
{
    private const char First = '\uE000';
    private const char Last = '\uE0FF';

    /// <summary>The text of some bytes.</summary>
    public static string Of(ReadOnlySpan<byte> bytes)
    {
        var text = new StringBuilder(bytes.Length);
        foreach (var value in bytes)
        {
            text.Append(value < 0x80 ? (char)value : (char)(First + value));
        }

        return text.ToString();
    }

    /// <summary>The bytes of a text.</summary>
    public static byte[] Bytes(string text)
    {
        var bytes = new List<byte>(text.Length);
        Span<byte> buffer = stackalloc byte[4];
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (c is >= First and <= Last)
            {
                bytes.Add((byte)(c - First));
            }
            else if (Rune.TryCreate(c, out var rune) || (i + 1 < text.Length && Rune.TryCreate(c, text[i + 1], out rune)))
            {
                bytes.AddRange(buffer[..rune.EncodeToUtf8(buffer)]);
                i += rune.Utf16SequenceLength - 1;
            }
            else
            {
                bytes.AddRange([(byte)(0xE0 | (c >> 12)), (byte)(0x80 | ((c >> 6) & 0x3F)), (byte)(0x80 | (c & 0x3F))]);
            }
        }

        return [.. bytes];
    }
}
