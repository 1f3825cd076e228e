using System.Buffers;
using System.Text;

namespace Intervene.Text;

/// <summary>Decodes ids one by one for display, and holds back bytes until they make whole characters. Not safe for use by several threads.</summary>
/// <param name="tokenizer">The tokenizer that the ids come from.</param>
/// <param name="skipSpecialTokens">Whether special tokens are left out.</param>
public sealed class IncrementalDecoder(Tokenizer tokenizer, bool skipSpecialTokens = false)
{
    private byte[] _pending = [];

    /// <summary>
    /// Takes the next id and returns what can be shown now: nothing while the last character is incomplete, then all that was held back.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The id is negative.</exception>
    public string Append(int id)
    {
        if (skipSpecialTokens && tokenizer.SpecialTokenIds.Contains(id))
        {
            return "";
        }

        _pending = [.. _pending, .. tokenizer.TokenBytes(id)];
        return EndsInsideCharacter(_pending) ? "" : Flush();
    }

    /// <summary>Ends the text: bytes that never became a character are returned as U+FFFD.</summary>
    public string Flush()
    {
        var rest = Encoding.UTF8.GetString(_pending);
        _pending = [];
        return rest;
    }

    private static bool EndsInsideCharacter(ReadOnlySpan<byte> bytes)
    {
        for (var length = Math.Min(3, bytes.Length); length > 0; length--)
        {
            if (Rune.DecodeFromUtf8(bytes[^length..], out _, out var consumed) == OperationStatus.NeedMoreData && consumed == length)
            {
                return true;
            }
        }

        return false;
    }
}
