using System.Buffers.Binary;
using System.Numerics;
using System.Text;
using Intervene.Files;

namespace Intervene.Metrics;

/// <summary>
/// Writes scalars as TensorBoard reads them: TFRecord frames (length, masked CRC-32C of the length, bytes, masked CRC-32C of the bytes)
/// around <c>tensorflow.Event</c> messages with <c>simple_value</c> summaries.
/// </summary>
public sealed class TensorBoardWriter : IDisposable
{
    /// <summary>The one NaN that is written: processors differ in its sign.</summary>
    private const uint CanonicalNaN = 0x7FC00000;

    private readonly Stream _stream;

    /// <summary>Starts an event stream with its version event.</summary>
    /// <param name="stream">The stream, which the writer takes over.</param>
    /// <param name="wallTime">Seconds since 1970, UTC.</param>
    public TensorBoardWriter(Stream stream, double wallTime)
    {
        _stream = stream;
        WriteEvent(wallTime, 0, 3, "brain.Event:2"u8);
    }

    /// <summary>Starts an event file; an earlier one of this name is replaced.</summary>
    /// <param name="path">The file, with <c>tfevents</c> in its name.</param>
    /// <param name="wallTime">Seconds since 1970, UTC.</param>
    /// <exception cref="InterveneException">The file cannot be written.</exception>
    public static TensorBoardWriter Create(string path, double wallTime) => IoFault.Guard(path, "write", () =>
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        return new TensorBoardWriter(new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.ReadWrite), wallTime);
    });

    /// <summary>Writes one scalar.</summary>
    /// <param name="step">The step, 0 or more.</param>
    /// <param name="tag">The curve's name.</param>
    /// <param name="value">The value; may be NaN.</param>
    /// <param name="wallTime">Seconds since 1970, UTC.</param>
    public void Scalar(long step, string tag, float value, double wallTime)
    {
        var name = Encoding.UTF8.GetBytes(tag);
        using var scalar = new MemoryStream();
        WriteBytes(scalar, 1, name);
        scalar.WriteByte((2 << 3) | 5);
        Span<byte> bits = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32LittleEndian(bits, float.IsNaN(value) ? CanonicalNaN : BitConverter.SingleToUInt32Bits(value));
        scalar.Write(bits);

        using var summary = new MemoryStream();
        WriteBytes(summary, 1, scalar.ToArray());
        WriteEvent(wallTime, step, 5, summary.ToArray());
    }

    /// <summary>Hands what was written to the operating system.</summary>
    public void Flush() => _stream.Flush();

    /// <summary>Closes the stream.</summary>
    public void Dispose() => _stream.Dispose();

    /// <summary>CRC-32C, rotated right by 15 bits, plus TFRecord's constant.</summary>
    internal static uint MaskedCrc(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        foreach (var value in bytes)
        {
            crc = BitOperations.Crc32C(crc, value);
        }

        return BitOperations.RotateRight(~crc, 15) + 0xA282EAD8;
    }

    /// <summary>An <c>Event</c>: field 1 wall time, field 2 step (left out at 0), and one payload field.</summary>
    private void WriteEvent(double wallTime, long step, int field, ReadOnlySpan<byte> payload)
    {
        using var message = new MemoryStream();
        Span<byte> eight = stackalloc byte[8];
        message.WriteByte((1 << 3) | 1);
        BinaryPrimitives.WriteDoubleLittleEndian(eight, wallTime);
        message.Write(eight);
        if (step != 0)
        {
            message.WriteByte(2 << 3);
            WriteVarint(message, (ulong)step);
        }

        WriteBytes(message, field, payload);
        WriteFrame(message.ToArray());
    }

    private void WriteFrame(ReadOnlySpan<byte> data)
    {
        var frame = new byte[data.Length + 16];
        BinaryPrimitives.WriteInt64LittleEndian(frame, data.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(frame.AsSpan(8), MaskedCrc(frame.AsSpan(0, 8)));
        data.CopyTo(frame.AsSpan(12));
        BinaryPrimitives.WriteUInt32LittleEndian(frame.AsSpan(12 + data.Length), MaskedCrc(data));
        _stream.Write(frame);
    }

    private static void WriteBytes(MemoryStream to, int field, ReadOnlySpan<byte> bytes)
    {
        to.WriteByte((byte)((field << 3) | 2));
        WriteVarint(to, (ulong)bytes.Length);
        to.Write(bytes);
    }

    private static void WriteVarint(MemoryStream to, ulong value)
    {
        for (; value >= 0x80; value >>= 7)
        {
            to.WriteByte((byte)(value | 0x80));
        }

        to.WriteByte((byte)value);
    }
}
