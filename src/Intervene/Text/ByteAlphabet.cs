using System.Text;

namespace Intervene.Text;

/// <summary>
/// The printable character that stands for each byte in a byte-level vocabulary (GPT-2's table): printable Latin-1 stands for
/// itself, the other 68 bytes for U+0100 and up.
/// </summary>
internal static class ByteAlphabet
{
    private static readonly char[] CharOfByte = CreateToChar();
    private static readonly short[] ByteOfChar = CreateToByte();

    /// <summary>The character for a byte.</summary>
    public static char ToChar(byte value) => CharOfByte[value];

    /// <summary>The byte for a character, or −1 when the character stands for none.</summary>
    public static int ToByte(char value) => value < ByteOfChar.Length ? ByteOfChar[value] : -1;

    /// <summary>The text's UTF-8 bytes, each as its character.</summary>
    public static string Map(ReadOnlySpan<char> text)
    {
        var bytes = new byte[Encoding.UTF8.GetByteCount(text)];
        Encoding.UTF8.GetBytes(text, bytes);
        return string.Create(bytes.Length, bytes, static (chars, source) =>
        {
            for (var i = 0; i < chars.Length; i++)
            {
                chars[i] = CharOfByte[source[i]];
            }
        });
    }

    /// <summary>
    /// The bytes that a vocabulary entry stands for; an entry with a character outside the alphabet stands for its own UTF-8 bytes.
    /// </summary>
    public static byte[] Unmap(string token)
    {
        var bytes = new byte[token.Length];
        for (var i = 0; i < token.Length; i++)
        {
            var value = ToByte(token[i]);
            if (value < 0)
            {
                return Encoding.UTF8.GetBytes(token);
            }

            bytes[i] = (byte)value;
        }

        return bytes;
    }

    private static char[] CreateToChar()
    {
        var table = new char[256];
        var next = (char)256;
        for (var b = 0; b < 256; b++)
        {
            table[b] = b is (>= '!' and <= '~') or (>= 0xA1 and <= 0xAC) or (>= 0xAE and <= 0xFF) ? (char)b : next++;
        }

        return table;
    }

    private static short[] CreateToByte()
    {
        var table = new short[324];
        Array.Fill(table, (short)-1);
        for (var b = 0; b < 256; b++)
        {
            table[CharOfByte[b]] = (short)b;
        }

        return table;
    }
}
