namespace Intervene.Torch.Training;

/// <summary>A prompt and the tokens after it whose log-probabilities are wanted.</summary>
/// <param name="Prompt">The prompt's token ids: at least one.</param>
/// <param name="Target">The token ids after it.</param>
/// <param name="From">The first target token that counts; 0 counts all.</param>
public sealed record TargetSequence(int[] Prompt, int[] Target, int From = 0)
{
    /// <summary>Tokens that count.</summary>
    public int Tokens => Target.Length - From;

    /// <summary>Tokens in the forward pass: the last one predicts nothing and stays out.</summary>
    public int Length => Prompt.Length + Target.Length - 1;
}
