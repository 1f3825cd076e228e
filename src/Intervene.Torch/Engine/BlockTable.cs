namespace Intervene.Torch.Engine;

/// <summary>The blocks that hold a sequence's keys and values, in the order of its positions.</summary>
internal sealed class BlockTable
{
    private readonly List<Block> _blocks = [];

    /// <summary>The blocks.</summary>
    public List<Block> Blocks => _blocks;

    /// <summary>How many there are.</summary>
    public int Count => _blocks.Count;

    /// <summary>Positions whose keys and values are there.</summary>
    public int Filled { get; set; }

    /// <summary>The address of a block.</summary>
    public nint this[int index] => _blocks[index].Address;
}
