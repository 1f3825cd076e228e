namespace Intervene.Torch.Engine;

/// <summary>One token that goes through the model: where it stands and whose keys and values it sees.</summary>
/// <param name="Token">The token's id.</param>
/// <param name="Prompt">The blocks of the shared prompt.</param>
/// <param name="PromptLength">Prompt positions that it sees: all of them for a completion's token, its own and those before for a prompt's.</param>
/// <param name="Own">The blocks of its own completion, or null for a prompt's token.</param>
/// <param name="OwnLength">Completion positions that it sees, itself included; 0 for a prompt's token.</param>
internal readonly record struct DecoderRow(int Token, BlockTable Prompt, int PromptLength, BlockTable? Own, int OwnLength)
{
    /// <summary>The token's position in its sequence.</summary>
    public int Position => PromptLength + OwnLength - 1;
}
