using System.Buffers.Binary;
using System.Text;

namespace Intervene.Torch.Checkpoints.Gguf;

/// <summary>Reads the little-endian values of a GGUF's header; nothing is read or allocated beyond the file's length.</summary>
internal sealed class GgufReader(string path, Stream stream)
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The file.</summary>
    public string Path => path;

    /// <summary>Bytes read so far.</summary>
    public long Position => stream.Position;

    /// <summary>Bytes of the file.</summary>
    public long Length => stream.Length;

    /// <summary>An unsigned 32-bit number.</summary>
    public uint UInt32(string what) => BinaryPrimitives.ReadUInt32LittleEndian(Bytes(4, what));

    /// <summary>A count: an unsigned 64-bit number up to a limit.</summary>
    /// <param name="what">What is counted.</param>
    /// <param name="bytesEach">The least number of bytes that each counted thing takes in the rest of the file.</param>
    /// <param name="limit">The most that is accepted.</param>
    public int Count(string what, int bytesEach, int limit)
    {
        var count = BinaryPrimitives.ReadUInt64LittleEndian(Bytes(8, what));
        if (count > (ulong)limit || count > (ulong)((Length - Position) / bytesEach))
        {
            throw Fault(
                $"{what} is {count}, but {Length - Position} bytes follow and at most {limit} are accepted; the file is cut short or damaged");
        }

        return (int)count;
    }

    /// <summary>A size: an unsigned 64-bit number that fits a signed one.</summary>
    public long Size(string what)
    {
        var size = BinaryPrimitives.ReadUInt64LittleEndian(Bytes(8, what));
        return size <= long.MaxValue ? (long)size : throw Fault($"{what} is {size}, more than any file holds");
    }

    /// <summary>A string of UTF-8.</summary>
    public string Text(string what)
    {
        var bytes = Bytes(Count("the length of " + what, 1, 1 << 26), what);
        try
        {
            return Utf8.GetString(bytes);
        }
        catch (DecoderFallbackException fault)
        {
            throw new InterveneException($"{path}: {what} is not UTF-8; the file is damaged.", fault);
        }
    }

    /// <summary>A metadata value: a number (long, ulong or double), a bool, a string, or an array of one of them.</summary>
    public object Value(uint type, string what) => type switch
    {
        0 => (long)Bytes(1, what)[0],
        1 => (long)(sbyte)Bytes(1, what)[0],
        2 => (long)BinaryPrimitives.ReadUInt16LittleEndian(Bytes(2, what)),
        3 => (long)BinaryPrimitives.ReadInt16LittleEndian(Bytes(2, what)),
        4 => (long)UInt32(what),
        5 => (long)BinaryPrimitives.ReadInt32LittleEndian(Bytes(4, what)),
        6 => BinaryPrimitives.ReadSingleLittleEndian(Bytes(4, what)),
        7 => Bytes(1, what)[0] switch { 0 => false, 1 => true, var other => throw Fault($"{what} is the boolean {other}; expected 0 or 1") },
        8 => Text(what),
        9 => Array(what),
        10 => Size(what),
        11 => BinaryPrimitives.ReadInt64LittleEndian(Bytes(8, what)),
        12 => BinaryPrimitives.ReadDoubleLittleEndian(Bytes(8, what)),
        _ => throw Fault($"{what} has the value type {type}; expected 0 to 12"),
    };

    /// <summary>A fault of this file.</summary>
    public InterveneException Fault(string what) => new($"{path}: {what}. Expected a whole GGUF of version 2 or 3; fetch it again.");

    private object[] Array(string what)
    {
        var type = UInt32(what);
        int[] widths = [1, 1, 2, 2, 4, 4, 4, 1, 8, 0, 8, 8, 8];
        if (type >= widths.Length || widths[type] == 0)
        {
            throw Fault($"{what} is an array of type {type}; expected numbers, booleans or strings");
        }

        var values = new object[Count("the length of " + what, widths[type], 1 << 24)];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = Value(type, what);
        }

        return values;
    }

    private byte[] Bytes(int count, string what)
    {
        if (count > Length - Position)
        {
            throw Fault($"the file ends after {Length} bytes, within {what}");
        }

        var bytes = new byte[count];
        stream.ReadExactly(bytes);
        return bytes;
    }
}
