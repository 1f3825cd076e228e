namespace Intervene.Completions;

/// <summary>Why a completion ended.</summary>
public enum FinishReason
{
    /// <summary>A stop token or stop string was sampled; a stop token is the last of the token ids.</summary>
    Stop,

    /// <summary>The completion reached its token budget.</summary>
    Length,

    /// <summary>Prompt and completion reached the model's context length.</summary>
    Context,
}
