namespace Intervene.Torch.Engine;

/// <summary>The blocks that hold a sequence's keys and values, in the order of its positions.</summary>
internal sealed class BlockTable
{
    private readonly List<nint> _blocks = [];

    /// <summary>How many there are.</summary>
    public int Count => _blocks.Count;

    /// <summary>Positions whose keys and values are there.</summary>
    public int Filled { get; set; }

    /// <summary>The address of a block.</summary>
    public nint this[int index] => _blocks[index];

    /// <summary>Takes a further block.</summary>
    public void Add(nint block) => _blocks.Add(block);

    /// <summary>Gives all blocks away.</summary>
    public nint[] Clear()
    {
        nint[] blocks = [.. _blocks];
        _blocks.Clear();
        Filled = 0;
        return blocks;
    }
}
