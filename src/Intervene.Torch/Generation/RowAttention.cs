using System.Buffers;
using System.Runtime.Intrinsics.X86;
using Intervene.Torch.Ops.Fused;
using Intervene.Torch.Ops.Products;

namespace Intervene.Torch.Generation;

/// <summary>
/// Attention of single tokens over a shared prefix and a suffix of their own. Rows that see the same prefix, and the query heads that share a key head,
/// go together.
/// </summary>
/// <param name="heads">H.</param>
/// <param name="kvHeads">K.</param>
/// <param name="width">E.</param>
internal sealed unsafe class RowAttention(int heads, int kvHeads, int width)
{
    private const int Together = 12; // rows whose scores are there at the same time
    private readonly int _group = heads / kvHeads;
    private readonly int _channels = PanelKernels.Up(width);
    private readonly float _scale = 1f / MathF.Sqrt(width);

    /// <summary>softmax(q kᵀ / √E) v for some rows.</summary>
    /// <param name="q">[rows, H, E], rows <paramref name="stride"/> apart.</param>
    /// <param name="stride">From row to row of q.</param>
    /// <param name="output">[rows, H, E].</param>
    /// <param name="prefix">Where the prompts' keys and values stand.</param>
    /// <param name="suffix">Where the completions' stand.</param>
    /// <param name="layer">The layer.</param>
    /// <param name="rows">Slots and lengths.</param>
    public void Apply(float* q, int stride, float* output, KeyValueStore prefix, KeyValueStore suffix, int layer, ReadOnlySpan<DecoderRow> rows)
    {
        while (rows.Length > 0)
        {
            var count = 1;
            while (count < Math.Min(Together, rows.Length) && rows[count].PrefixSlot == rows[0].PrefixSlot && rows[count].PrefixLength == rows[0].PrefixLength)
            {
                count++;
            }

            Run(q, stride, output, prefix, suffix, layer, rows[..count]);
            q += (long)count * stride;
            output += (long)count * heads * width;
            rows = rows[count..];
        }
    }

    /// <summary>Rows with one prefix.</summary>
    private void Run(float* q, int stride, float* output, KeyValueStore prefix, KeyValueStore suffix, int layer, ReadOnlySpan<DecoderRow> rows)
    {
        int shared = rows[0].PrefixLength, start = PanelKernels.Up(shared), end = start, all = rows.Length * _group;
        foreach (var row in rows)
        {
            end = Math.Max(end, start + PanelKernels.Up(row.SuffixLength));
        }

        var rented = ArrayPool<float>.Shared.Rent(all * (width + end + _channels));
        fixed (float* queries = rented)
        {
            float* scores = queries + (all * width), mixed = scores + ((long)all * end);
            for (var head = 0; head < kvHeads; head++)
            {
                var from = head * _group * width;
                Copy(q + from, stride, queries, _group * width, rows.Length, _group * width);
                Scores(queries, prefix.Keys(layer, rows[0].PrefixSlot, head), scores, end, shared, all);
                for (var i = 0; i < rows.Length; i++)
                {
                    var s = scores + ((long)i * _group * end);
                    var own = rows[i].SuffixLength;
                    Ahead(suffix.Values(layer, rows[i].SuffixSlot, head), suffix.ValuePanel, own * PanelKernels.Columns, _channels / PanelKernels.Columns);
                    if (i + 1 < rows.Length)
                    {
                        Ahead(suffix.Keys(layer, rows[i + 1].SuffixSlot, head), 0, PanelKernels.Up(rows[i + 1].SuffixLength) * width, 1);
                    }

                    if (own > 0)
                    {
                        Scores(queries + (i * _group * width), suffix.Keys(layer, rows[i].SuffixSlot, head), s + start, end, own, _group);
                    }

                    for (var j = 0; j < _group; j++, s += end)
                    {
                        new Span<float>(s + shared, start - shared).Fill(float.NegativeInfinity);
                        new Span<float>(s + start + own, end - start - own).Fill(float.NegativeInfinity);
                        SoftmaxRow.Forward(s, end, _scale);
                    }
                }

                Mix(scores, end, prefix.Values(layer, rows[0].PrefixSlot, head), prefix.ValuePanel, shared, mixed, all, add: false);
                for (var i = 0; i < rows.Length; i++)
                {
                    var at = (long)i * _group;
                    if (rows[i].SuffixLength > 0)
                    {
                        var values = suffix.Values(layer, rows[i].SuffixSlot, head);
                        Mix(scores + (at * end) + start, end, values, suffix.ValuePanel, rows[i].SuffixLength, mixed + (at * _channels), _group, add: true);
                    }

                    Copy(mixed + (at * _channels), _channels, output + ((long)i * heads * width) + from, width, _group, width);
                }
            }
        }

        ArrayPool<float>.Shared.Return(rented);
    }

    /// <summary>Has memory brought into the second cache that is soon read: a slot's keys and values are too short a run for the processor to look ahead.</summary>
    private static void Ahead(float* from, nint stride, int count, int times)
    {
        if (Sse.IsSupported)
        {
            for (; times > 0; times--, from += stride)
            {
                for (var i = 0; i < count; i += 16)
                {
                    Sse.Prefetch1(from + i);
                }
            }
        }
    }

    private static void Copy(float* from, int fromStride, float* to, int toStride, int rows, int count)
    {
        for (var row = 0; row < rows; row++)
        {
            new ReadOnlySpan<float>(from + ((long)row * fromStride), count).CopyTo(new Span<float>(to + ((long)row * toStride), count));
        }
    }

    private void Scores(float* q, float* keys, float* scores, int stride, int positions, int rows) => PanelKernels.Multiply(
        new Panels(keys, width * PanelKernels.Columns, width, PanelKernels.Up(positions), null), q, width, 1, scores, stride, rows, add: false);

    private void Mix(float* weights, int stride, float* values, nint panel, int positions, float* into, int rows, bool add) => PanelKernels.Multiply(
        new Panels(values, panel, positions, _channels, null), weights, stride, 1, into, _channels, rows, add);
}
