using Intervene.Torch.Ops.Packing;
using static TorchSharp.torch;

namespace Intervene.Torch.Models;

/// <summary>Sequences laid end to end, without padding: T is the sum of their lengths.</summary>
public sealed class PackedSequences : IDisposable
{
    private PackedSequences(int[] ids, Tensor positions, SequenceRows[] sequences)
    {
        Ids = ids;
        Positions = positions;
        Sequences = sequences;
    }

    /// <summary>T token ids.</summary>
    public int[] Ids { get; }

    /// <summary>Each token's position within its sequence, [T] int64.</summary>
    public Tensor Positions { get; }

    /// <summary>The sequences' rows, in order.</summary>
    public SequenceRows[] Sequences { get; }

    /// <summary>T.</summary>
    public int Tokens => Ids.Length;

    /// <summary>Packs sequences in the order given.</summary>
    /// <param name="sequences">Token ids; none may be empty.</param>
    public static PackedSequences Pack(IReadOnlyList<ReadOnlyMemory<int>> sequences)
    {
        var total = sequences.Sum(s => s.Length);
        var ids = new int[total];
        var positions = new long[total];
        var at = 0;
        foreach (var sequence in sequences)
        {
            if (sequence.IsEmpty)
            {
                throw new ArgumentException("A sequence is empty; expected at least one token.", nameof(sequences));
            }

            var span = sequence.Span;
            for (var i = 0; i < span.Length; i++, at++)
            {
                ids[at] = span[i];
                positions[at] = i;
            }
        }

        return new PackedSequences(ids, tensor(positions).DetachFromDisposeScope(), SequenceRows.EndToEnd(sequences.Select(s => s.Length)));
    }

    /// <summary>
    /// Packs sequences whose equal prompts stand once: the first sequence with a prompt brings it, the others have their own tokens alone.
    /// </summary>
    /// <param name="prompts">A prompt for each sequence, at least one token.</param>
    /// <param name="rest">The tokens after it.</param>
    public static PackedSequences PackShared(IReadOnlyList<int[]> prompts, IReadOnlyList<ReadOnlyMemory<int>> rest)
    {
        List<int> ids = [];
        List<long> positions = [];
        List<SequenceRows> sequences = [];
        var starts = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < prompts.Count; i++)
        {
            var key = string.Join(' ', prompts[i]);
            var known = !starts.TryAdd(key, ids.Count);
            var prefix = known ? prompts[i].Length : 0;
            sequences.Add(new SequenceRows(known ? starts[key] : 0, prefix, ids.Count, prompts[i].Length - prefix + rest[i].Length));
            for (var j = prefix; j < prompts[i].Length + rest[i].Length; j++)
            {
                ids.Add(j < prompts[i].Length ? prompts[i][j] : rest[i].Span[j - prompts[i].Length]);
                positions.Add(j);
            }
        }

        return new PackedSequences([.. ids], tensor(positions.ToArray()).DetachFromDisposeScope(), [.. sequences]);
    }

    /// <inheritdoc/>
    public void Dispose() => Positions.Dispose();
}
