namespace Intervene.Torch.Generation;

/// <summary>One token that goes through the decoder: where it stands and whose keys and values it sees.</summary>
/// <param name="Token">The token's id.</param>
/// <param name="PrefixSlot">The slot of the shared prompt.</param>
/// <param name="PrefixLength">Prompt positions that it sees: all of them for a sampled token, its own and those before for a prompt's token.</param>
/// <param name="SuffixSlot">The slot of its own completion, or −1 for a prompt's token.</param>
/// <param name="SuffixLength">Completion positions that it sees, itself included; 0 for a prompt's token.</param>
internal readonly record struct DecoderRow(int Token, int PrefixSlot, int PrefixLength, int SuffixSlot, int SuffixLength)
{
    /// <summary>The token's position in its sequence.</summary>
    public int Position => PrefixLength + SuffixLength - 1;
}
