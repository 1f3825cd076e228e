namespace Intervene.Remote.Fleets;

/// <summary>What a server sampled.</summary>
/// <param name="TokenIds">The ids, a closing stop token included where the server gives it.</param>
/// <param name="LogProbs">The log-probability of each, as the server means it; not a number where it gives none.</param>
/// <param name="IsStopped">Whether it ended at a stop token or text, and not at its budget.</param>
/// <param name="StopText">The stop text that ended it; null where none did.</param>
internal sealed record ServerAnswer(int[] TokenIds, float[] LogProbs, bool IsStopped, string? StopText)
{
    /// <summary>The tokens of the prompt that it went on from; null where the server does not say.</summary>
    public int? PromptTokens { get; init; }

    /// <summary>The weights that sampled it; null where the server does not say.</summary>
    public string? WeightVersion { get; init; }

    /// <summary>The log-probs of the most probable tokens of each position, and of the sampled one; null where they were not asked for.</summary>
    public float[][]? TopLogProbs { get; init; }
}
