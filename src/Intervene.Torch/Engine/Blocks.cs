using System.Runtime.InteropServices;

namespace Intervene.Torch.Engine;

/// <summary>
/// Remembers which memory keys and values take: sequences get a block when they grow into it and give all back when they end. Blocks are made when
/// they are first needed. Those of a prompt are found again by requests that begin alike, until their memory is needed for something else.
/// </summary>
/// <param name="layout">What a block holds.</param>
/// <param name="bytes">Bytes that all blocks may take; a single sequence may take more (<see cref="Require"/>).</param>
internal sealed unsafe class Blocks(BlockLayout layout, long bytes) : IDisposable
{
    private readonly Stack<Block> _empty = [];
    private readonly Dictionary<PromptPart, Block> _parts = [];
    private readonly LinkedList<Block> _idle = []; // parts of prompts that nobody has, the longest idle first
    private int _total = (int)Math.Clamp(bytes / layout.Bytes, 1, int.MaxValue);

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
            for (; missing > 0; missing--)
            {
                table.Blocks.Add(Take(Next()));
            }

            return true;
        }
        catch (OutOfMemoryException) when (Used + _idle.Count > 0)
        {
            _total = Used + _idle.Count; // the system has less than was allowed
            return false;
        }
    }

    /// <summary>
    /// Goes on with the blocks of prompts that begin alike, where a prompt has got to; at least its last token is left to be computed.
    /// </summary>
    public void Share(BlockTable table, int[] prompt)
    {
        for (var i = table.Filled / BlockLayout.Positions; IsKnown(table, i) && (i + 1) * BlockLayout.Positions < prompt.Length; i++)
        {
            if (!_parts.TryGetValue(Part(table, prompt, i), out var known))
            {
                return;
            }

            Take(known);
            if (i < table.Count)
            {
                Release(table.Blocks[i]);
                table.Blocks[i] = known;
            }
            else
            {
                table.Blocks.Add(known);
            }

            table.Filled = (i + 1) * BlockLayout.Positions;
        }
    }

    /// <summary>Lets other requests find the blocks of a prompt that are full.</summary>
    public void Remember(BlockTable table, int[] prompt)
    {
        for (var i = 0; (i + 1) * BlockLayout.Positions <= table.Filled; i++)
        {
            var block = table.Blocks[i];
            if (block.Part is not null)
            {
                continue;
            }

            var part = Part(table, prompt, i);
            if (!_parts.TryAdd(part, block))
            {
                return; // another's, which came at the same time
            }

            block.Part = part;
        }
    }

    /// <summary>Forgets all prompts, since other weights give other keys and values.</summary>
    public void Forget()
    {
        foreach (var block in _parts.Values)
        {
            block.Part = null;
        }

        _parts.Clear();
        while (_idle.First is { } first)
        {
            _idle.Remove(first);
            _empty.Push(first.Value);
        }
    }

    /// <summary>Takes a table's blocks back.</summary>
    public void Release(BlockTable table)
    {
        table.Blocks.ForEach(Release);
        table.Blocks.Clear();
        table.Filled = 0;
    }

    /// <summary>Gives the memory of blocks that nobody has back to the system.</summary>
    public void Trim()
    {
        Forget();
        while (_empty.TryPop(out var block))
        {
            NativeMemory.AlignedFree((void*)block.Address);
        }
    }

    /// <summary>Frees all; no table is used afterwards.</summary>
    public void Dispose() => Trim();

    private static PromptPart Part(BlockTable table, int[] prompt, int index) =>
        new(index == 0 ? null : table.Blocks[index - 1].Part, prompt.AsMemory(index * BlockLayout.Positions, BlockLayout.Positions));

    /// <summary>Whether others can find what stands before a block, and nothing stands in it yet.</summary>
    private static bool IsKnown(BlockTable table, int index) =>
        table.Filled == index * BlockLayout.Positions && (index == 0 || table.Blocks[index - 1].Part is not null);

    /// <summary>A block of no content: one that is there, a new one, or that of the prompt that has been idle longest.</summary>
    private Block Next()
    {
        if (_empty.TryPop(out var block))
        {
            return block;
        }

        if (Used + _idle.Count < _total || _idle.First is not { } oldest)
        {
            return new Block((nint)NativeMemory.AlignedAlloc((nuint)layout.Bytes, 64));
        }

        _parts.Remove(oldest.Value.Part!);
        _idle.Remove(oldest);
        oldest.Value.Part = null;
        return oldest.Value;
    }

    private Block Take(Block block)
    {
        if (block.Users++ == 0)
        {
            Used++;
            if (block.Part is not null)
            {
                _idle.Remove(block.Idle);
            }
        }

        return block;
    }

    private void Release(Block block)
    {
        if (--block.Users > 0)
        {
            return;
        }

        Used--;
        if (block.Part is null)
        {
            _empty.Push(block);
        }
        else
        {
            _idle.AddLast(block.Idle);
        }
    }
}
