namespace Intervene.Torch.Checkpoints.Gguf;

/// <summary>The K types: super-blocks of 256 values, whose sub-blocks have scales that are quantised themselves.</summary>
internal static class GgufSuperBlocks
{
    /// <summary>Dequantises one super-block.</summary>
    public static void Dequantise(GgufType type, ReadOnlySpan<byte> block, Span<float> y)
    {
        switch (type)
        {
            case GgufType.Q2_K:
                Two(block, y);
                break;
            case GgufType.Q3_K:
                Three(block, y);
                break;
            case GgufType.Q4_K:
                FourOrFive(block, default, block[16..], y);
                break;
            case GgufType.Q5_K:
                FourOrFive(block, block.Slice(16, 32), block[48..], y);
                break;
            case GgufType.Q6_K:
                Six(block, y);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(type), type, "No type of super-blocks.");
        }
    }

    /// <summary>16 bytes of scale and minimum (4 bits each), 64 bytes of 2-bit values, the scale of scales, the scale of minima.</summary>
    private static void Two(ReadOnlySpan<byte> block, Span<float> y)
    {
        float scales = GgufBlocks.Half(block, 80), minima = GgufBlocks.Half(block, 82);
        for (var i = 0; i < 256; i++)
        {
            var sub = block[i / 16];
            var value = (block[16 + i / 128 * 32 + i % 32] >> (i % 128 / 32 * 2)) & 3;
            var (scale, minimum) = (scales * (sub & 15), minima * (sub >> 4));
            y[i] = scale * value - minimum;
        }
    }

    /// <summary>32 bytes of third bits, 64 bytes of low 2 bits, 16 scales of 6 bits in 12 bytes, the scale of scales.</summary>
    private static void Three(ReadOnlySpan<byte> block, Span<float> y)
    {
        var scales = GgufBlocks.Half(block, 108);
        var packed = block.Slice(96, 12);
        for (var i = 0; i < 256; i++)
        {
            var sub = i / 16;
            var scaleLow = (packed[sub % 8] >> (sub / 8 * 4)) & 15;
            var scaleHigh = (packed[8 + sub % 4] >> (sub / 4 * 2)) & 3;
            var low = (block[32 + i / 128 * 32 + i % 32] >> (i % 128 / 32 * 2)) & 3;
            var third = (block[i % 32] >> (i / 32)) & 1;
            y[i] = scales * ((scaleLow | scaleHigh << 4) - 32) * (low + third * 4 - 4);
        }
    }

    /// <summary>
    /// The scale of scales, that of minima, 8 scales and minima of 6 bits in 12 bytes, 32 bytes of fifth bits (Q5_K), 128 bytes of low 4 bits.
    /// </summary>
    private static void FourOrFive(ReadOnlySpan<byte> block, ReadOnlySpan<byte> fifthBits, ReadOnlySpan<byte> low, Span<float> y)
    {
        float scales = GgufBlocks.Half(block, 0), minima = GgufBlocks.Half(block, 2);
        var packed = block.Slice(4, 12);
        for (var sub = 0; sub < 8; sub++)
        {
            var (scaleBits, minimumBits) = sub < 4
                ? (packed[sub] & 63, packed[sub + 4] & 63)
                : ((packed[sub + 4] & 15) | (packed[sub - 4] >> 6) << 4, (packed[sub + 4] >> 4) | (packed[sub] >> 6) << 4);
            var (scale, minimum) = (scales * scaleBits, minima * minimumBits);
            for (var i = 0; i < 32; i++)
            {
                var value = (low[sub / 2 * 32 + i] >> (sub % 2 * 4)) & 15;
                if (!fifthBits.IsEmpty)
                {
                    value |= ((fifthBits[i] >> sub) & 1) << 4;
                }

                y[sub * 32 + i] = scale * value - minimum;
            }
        }
    }

    /// <summary>128 bytes of low 4 bits, 64 bytes of high 2 bits, 16 scales of 8 bits, the scale of scales.</summary>
    private static void Six(ReadOnlySpan<byte> block, Span<float> y)
    {
        var scales = GgufBlocks.Half(block, 208);
        for (var i = 0; i < 256; i++)
        {
            var (half, inside) = (i / 128, i % 128);
            var low = (block[half * 64 + inside % 64] >> (inside / 64 * 4)) & 15;
            var high = (block[128 + half * 32 + inside % 32] >> (inside / 32 * 2)) & 3;
            y[i] = scales * (sbyte)block[192 + i / 16] * ((low | high << 4) - 32);
        }
    }
}
