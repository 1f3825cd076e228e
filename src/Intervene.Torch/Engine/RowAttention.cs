using System.Buffers;
using System.Runtime.Intrinsics.X86;
using Intervene.Torch.Ops.Fused;
using Intervene.Torch.Ops.Products;

namespace Intervene.Torch.Engine;

/// <summary>
/// Attention of single tokens over a shared prompt and a completion of their own. Rows that see the same prompt, and the query heads that share a key
/// head, go together. Where blocks begin and end changes no bit: scores stand side by side, and sums over values go on from block to block.
/// </summary>
/// <param name="layout">How blocks hold keys and values.</param>
/// <param name="heads">H.</param>
/// <param name="kvHeads">K.</param>
/// <param name="width">E.</param>
internal sealed unsafe class RowAttention(BlockLayout layout, int heads, int kvHeads, int width)
{
    private const int Together = 12; // rows whose scores are there at the same time
    private readonly int _group = heads / kvHeads;
    private readonly int _channels = PanelKernels.Up(width);
    private readonly float _scale = 1f / MathF.Sqrt(width);

    /// <summary>softmax(q kᵀ / √E) v for some rows.</summary>
    /// <param name="q">[rows, H, E], rows <paramref name="stride"/> apart.</param>
    /// <param name="stride">From row to row of q.</param>
    /// <param name="output">[rows, H, E].</param>
    /// <param name="layer">The layer.</param>
    /// <param name="rows">Blocks and lengths.</param>
    public void Apply(float* q, int stride, float* output, int layer, ReadOnlySpan<DecoderRow> rows)
    {
        while (rows.Length > 0)
        {
            var count = 1;
            while (count < Math.Min(Together, rows.Length) && rows[count].Prompt == rows[0].Prompt)
            {
                count++;
            }

            Run(q, stride, output, layer, rows[..count]);
            q += (long)count * stride;
            output += (long)count * heads * width;
            rows = rows[count..];
        }
    }

    /// <summary>Rows with one prompt, which sees itself up to each row's own length: what lies beyond weighs nothing.</summary>
    private void Run(float* q, int stride, float* output, int layer, ReadOnlySpan<DecoderRow> rows)
    {
        int shared = 0, all = rows.Length * _group;
        foreach (var row in rows)
        {
            shared = Math.Max(shared, row.PromptLength);
        }

        int start = PanelKernels.Up(shared), end = start;
        foreach (var row in rows)
        {
            end = Math.Max(end, start + PanelKernels.Up(row.OwnLength));
        }

        var rented = ArrayPool<float>.Shared.Rent((all * (width + end + _channels)) + (_group * _channels));
        fixed (float* queries = rented)
        {
            float* scores = queries + (all * width), mixed = scores + ((long)all * end), own = mixed + ((long)all * _channels);
            for (var head = 0; head < kvHeads; head++)
            {
                var from = head * _group * width;
                Copy(q + from, stride, queries, _group * width, rows.Length, _group * width);
                Scores(queries, rows[0].Prompt, layer, head, scores, end, shared, all);
                for (var i = 0; i < rows.Length; i++)
                {
                    var s = scores + ((long)i * _group * end);
                    var (seen, length) = (rows[i].PromptLength, rows[i].OwnLength);
                    Ahead(rows[i], layer, head, keys: false);
                    if (i + 1 < rows.Length)
                    {
                        Ahead(rows[i + 1], layer, head, keys: true);
                    }

                    if (length > 0)
                    {
                        Scores(queries + (i * _group * width), rows[i].Own!, layer, head, s + start, end, length, _group);
                    }

                    for (var j = 0; j < _group; j++, s += end)
                    {
                        new Span<float>(s + seen, start - seen).Fill(float.NegativeInfinity);
                        new Span<float>(s + start + length, end - start - length).Fill(float.NegativeInfinity);
                        SoftmaxRow.Forward(s, end, _scale);
                    }
                }

                Mix(scores, end, rows[0].Prompt, layer, head, shared, mixed, all);
                for (var i = 0; i < rows.Length; i++)
                {
                    var at = (long)i * _group;
                    if (rows[i].OwnLength > 0)
                    {
                        Mix(scores + (at * end) + start, end, rows[i].Own!, layer, head, rows[i].OwnLength, own, _group);
                        NormRows.Add(mixed + (at * _channels), own, mixed + (at * _channels), _group * _channels);
                    }

                    Copy(mixed + (at * _channels), _channels, output + ((long)i * heads * width) + from, width, _group, width);
                }
            }
        }

        ArrayPool<float>.Shared.Return(rented);
    }

    /// <summary>
    /// Has memory brought into the second cache that is soon read: a head's keys and values are too short a run for the processor to look ahead.
    /// </summary>
    private void Ahead(DecoderRow row, int layer, int head, bool keys)
    {
        if (!Sse.IsSupported)
        {
            return;
        }

        for (var at = 0; at < row.OwnLength; at += BlockLayout.Positions)
        {
            var block = row.Own![at / BlockLayout.Positions];
            var count = Math.Min(BlockLayout.Positions, row.OwnLength - at);
            if (keys)
            {
                Fetch(layout.Keys(block, layer, head), PanelKernels.Up(count) * width);
                continue;
            }

            var values = layout.Values(block, layer, head);
            for (var panel = 0; panel < _channels / PanelKernels.Columns; panel++)
            {
                Fetch(values + (panel * BlockLayout.ValuePanel), count * PanelKernels.Columns);
            }
        }
    }

    private static void Fetch(float* from, int count)
    {
        for (var i = 0; i < count; i += 16)
        {
            Sse.Prefetch1(from + i);
        }
    }

    private static void Copy(float* from, int fromStride, float* to, int toStride, int rows, int count)
    {
        for (var row = 0; row < rows; row++)
        {
            new ReadOnlySpan<float>(from + ((long)row * fromStride), count).CopyTo(new Span<float>(to + ((long)row * toStride), count));
        }
    }

    private void Scores(float* q, BlockTable table, int layer, int head, float* scores, int stride, int positions, int rows)
    {
        for (var at = 0; at < positions; at += BlockLayout.Positions)
        {
            var count = PanelKernels.Up(Math.Min(BlockLayout.Positions, positions - at));
            var keys = new Panels(layout.Keys(table[at / BlockLayout.Positions], layer, head), width * PanelKernels.Columns, width, count, null);
            PanelKernels.Multiply(keys, q, width, 1, scores + at, stride, rows, Sums.Begin);
        }
    }

    private void Mix(float* weights, int stride, BlockTable table, int layer, int head, int positions, float* into, int rows)
    {
        for (var at = 0; at < positions; at += BlockLayout.Positions)
        {
            var count = Math.Min(BlockLayout.Positions, positions - at);
            var values = new Panels(layout.Values(table[at / BlockLayout.Positions], layer, head), BlockLayout.ValuePanel, count, _channels, null);
            PanelKernels.Multiply(values, weights + at, stride, 1, into, _channels, rows, at == 0 ? Sums.Begin : Sums.GoOn);
        }
    }
}
