using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Intervene.Torch.Checkpoints.Gguf;

/// <summary>Turns the blocks of a GGUF's tensors into float32, with the values that the gguf package gives.</summary>
/// <remarks>Block layouts: ggml-common.h of llama.cpp. Products and sums are rounded to float32 one by one, in the reference's order.</remarks>
public static class GgufBlocks
{
    /// <summary>Number of values in a block of a type.</summary>
    public static int Values(GgufType type) => type switch
    {
        GgufType.F32 or GgufType.F16 or GgufType.BF16 => 1,
        GgufType.Q4_0 or GgufType.Q4_1 or GgufType.Q5_0 or GgufType.Q5_1 or GgufType.Q8_0 => 32,
        _ => 256,
    };

    /// <summary>Number of bytes of a block of a type.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The type is none of <see cref="GgufType"/>.</exception>
    public static int Bytes(GgufType type) => type switch
    {
        GgufType.F32 => 4,
        GgufType.F16 or GgufType.BF16 => 2,
        GgufType.Q4_0 => 18,
        GgufType.Q4_1 => 20,
        GgufType.Q5_0 => 22,
        GgufType.Q5_1 => 24,
        GgufType.Q8_0 => 34,
        GgufType.Q2_K => 84,
        GgufType.Q3_K => 110,
        GgufType.Q4_K => 144,
        GgufType.Q5_K => 176,
        GgufType.Q6_K => 210,
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "No such type."),
    };

    /// <summary>Whether a type rounds the weights to blocks, so that its values are no model's own.</summary>
    public static bool IsQuantised(GgufType type) => Values(type) > 1;

    /// <summary>Dequantises whole blocks.</summary>
    /// <param name="type">Their type.</param>
    /// <param name="source">The bytes of whole blocks.</param>
    /// <param name="target">As many values as the blocks hold.</param>
    /// <exception cref="ArgumentException">The lengths do not fit.</exception>
    public static void Dequantise(GgufType type, ReadOnlySpan<byte> source, Span<float> target)
    {
        int bytes = Bytes(type), values = Values(type);
        if (source.Length % bytes != 0 || target.Length != source.Length / bytes * values)
        {
            throw new ArgumentException($"{source.Length} bytes of {type} do not fill {target.Length} values.", nameof(target));
        }

        if (type == GgufType.F32)
        {
            MemoryMarshal.Cast<byte, float>(source).CopyTo(target);
            return;
        }

        for (var i = 0; i < source.Length / bytes; i++)
        {
            Block(type, source.Slice(i * bytes, bytes), target.Slice(i * values, values));
        }
    }

    /// <summary>A little-endian float16 at an offset.</summary>
    internal static float Half(ReadOnlySpan<byte> block, int at) => (float)BinaryPrimitives.ReadHalfLittleEndian(block[at..]);

    private static void Block(GgufType type, ReadOnlySpan<byte> block, Span<float> y)
    {
        switch (type)
        {
            case GgufType.F16:
                y[0] = Half(block, 0);
                break;
            case GgufType.BF16:
                y[0] = BitConverter.Int32BitsToSingle(BinaryPrimitives.ReadUInt16LittleEndian(block) << 16);
                break;
            case GgufType.Q8_0:
                Bytes8(block, y);
                break;
            case GgufType.Q4_0:
                Nibbles(block[2..], default, Half(block, 0), null, y);
                break;
            case GgufType.Q4_1:
                Nibbles(block[4..], default, Half(block, 0), Half(block, 2), y);
                break;
            case GgufType.Q5_0:
                Nibbles(block[6..], block.Slice(2, 4), Half(block, 0), null, y);
                break;
            case GgufType.Q5_1:
                Nibbles(block[8..], block.Slice(4, 4), Half(block, 0), Half(block, 2), y);
                break;
            default:
                GgufSuperBlocks.Dequantise(type, block, y);
                break;
        }
    }

    private static void Bytes8(ReadOnlySpan<byte> block, Span<float> y)
    {
        var scale = Half(block, 0);
        for (var i = 0; i < 32; i++)
        {
            y[i] = scale * (sbyte)block[2 + i];
        }
    }

    /// <summary>
    /// 32 values of 4 bits, the low halves of 16 bytes before the high ones, with a fifth bit each where <paramref name="high"/> has them. Without a
    /// minimum they are centred: 8 is subtracted from 4 bits and 16 from 5.
    /// </summary>
    private static void Nibbles(ReadOnlySpan<byte> low, ReadOnlySpan<byte> high, float scale, float? minimum, Span<float> y)
    {
        var fifth = high.IsEmpty ? 0 : BinaryPrimitives.ReadUInt32LittleEndian(high);
        var centre = minimum is not null ? 0 : high.IsEmpty ? 8 : 16;
        var offset = minimum ?? -0f; // adding −0 keeps the sign of a zero
        for (var i = 0; i < 16; i++)
        {
            var first = (low[i] & 15) | (int)((fifth >> i) & 1) << 4;
            var second = (low[i] >> 4) | (int)((fifth >> (i + 16)) & 1) << 4;
            y[i] = scale * (first - centre) + offset;
            y[i + 16] = scale * (second - centre) + offset;
        }
    }
}
