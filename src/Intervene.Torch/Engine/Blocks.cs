using System.Runtime.InteropServices;

namespace Intervene.Torch.Engine;

/// <summary>
/// Remembers which memory keys and values take: sequences get a block when they grow into it and give all back when they end. Blocks are made when they are
/// first needed and stay for the sequences to come until <see cref="Trim"/>.
/// </summary>
/// <param name="layout">What a block holds.</param>
/// <param name="bytes">Bytes that all blocks may take; a single sequence may take more (<see cref="Require"/>).</param>
internal sealed unsafe class Blocks(BlockLayout layout, long bytes) : IDisposable
{
    private readonly Stack<nint> _made = [];
    private int _total = (int)Math.Clamp(bytes / layout.Bytes, 1, int.MaxValue);

    /// <summary>What a block holds.</summary>
    public BlockLayout Layout => layout;

    /// <summary>Blocks that there may be.</summary>
    public int Total => _total;

    /// <summary>Blocks that sequences have.</summary>
    public int Used { get; private set; }

    /// <summary>Blocks that can still be had.</summary>
    public int Free => _total - Used;

    /// <summary>Allows as many blocks as a sequence needs that is to run alone.</summary>
    public void Require(int blocks) => _total = Math.Max(_total, blocks);

    /// <summary>Gives a table blocks for a number of positions: all of them or none.</summary>
    /// <returns>Whether there are enough.</returns>
    /// <exception cref="OutOfMemoryException">The system has no memory for the very first block.</exception>
    public bool TryGrow(BlockTable table, int positions)
    {
        var missing = BlockLayout.Blocks(positions) - table.Count;
        if (missing > Free)
        {
            return false;
        }

        try
        {
            for (; missing > 0; missing--, Used++)
            {
                table.Add(_made.TryPop(out var block) ? block : (nint)NativeMemory.AlignedAlloc((nuint)layout.Bytes, 64));
            }

            return true;
        }
        catch (OutOfMemoryException) when (Used > 0)
        {
            _total = Used; // the system has less than was allowed
            return false;
        }
    }

    /// <summary>Takes a table's blocks back.</summary>
    public void Release(BlockTable table)
    {
        foreach (var block in table.Clear())
        {
            _made.Push(block);
            Used--;
        }
    }

    /// <summary>Gives the memory of blocks that nobody has back to the system.</summary>
    public void Trim()
    {
        while (_made.TryPop(out var block))
        {
            NativeMemory.AlignedFree((void*)block);
        }
    }

    /// <summary>Frees all; no table is used afterwards.</summary>
    public void Dispose() => Trim();
}
