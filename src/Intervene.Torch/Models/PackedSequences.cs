using TorchSharp;
using static TorchSharp.torch;

namespace Intervene.Torch.Models;

/// <summary>Sequences laid end to end, without padding: T is the sum of their lengths.</summary>
public sealed class PackedSequences : IDisposable
{
    private PackedSequences(Tensor ids, Tensor positions, long[] lengths)
    {
        Ids = ids;
        Positions = positions;
        Lengths = lengths;
    }

    /// <summary>Token ids, [T] int64.</summary>
    public Tensor Ids { get; }

    /// <summary>Each token's position within its sequence, [T] int64.</summary>
    public Tensor Positions { get; }

    /// <summary>The sequences' lengths, in order.</summary>
    public long[] Lengths { get; }

    /// <summary>T.</summary>
    public int Tokens => (int)Ids.shape[0];

    /// <summary>Packs sequences in the order given.</summary>
    /// <param name="sequences">Token ids; none may be empty.</param>
    public static PackedSequences Pack(IReadOnlyList<ReadOnlyMemory<int>> sequences)
    {
        var total = sequences.Sum(s => s.Length);
        var ids = new long[total];
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

        return new PackedSequences(
            tensor(ids).DetachFromDisposeScope(), tensor(positions).DetachFromDisposeScope(), [.. sequences.Select(s => (long)s.Length)]);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Ids.Dispose();
        Positions.Dispose();
    }
}
