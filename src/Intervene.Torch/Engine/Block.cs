namespace Intervene.Torch.Engine;

/// <summary>Memory for the keys and values of some positions.</summary>
internal sealed class Block
{
    /// <summary>Takes memory.</summary>
    public Block(nint address)
    {
        Address = address;
        Idle = new LinkedListNode<Block>(this);
    }

    /// <summary>Where it stands.</summary>
    public nint Address { get; }

    /// <summary>Its place among the parts of prompts that nobody has.</summary>
    public LinkedListNode<Block> Idle { get; }

    /// <summary>Sequences that have it.</summary>
    public int Users { get; set; }

    /// <summary>What part of a prompt it holds, where later requests may find it.</summary>
    public PromptPart? Part { get; set; }
}
