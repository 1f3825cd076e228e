namespace Intervene.Remote.Fleets;

/// <summary>What a server sampled.</summary>
/// <param name="TokenIds">The ids, a closing stop token included where the server gives it.</param>
/// <param name="LogProbs">The log-probability of each, as the server means it.</param>
/// <param name="IsStopped">Whether it ended at a stop token or text, and not at its budget.</param>
/// <param name="StopText">The stop text that ended it; null where none did.</param>
internal sealed record ServerAnswer(int[] TokenIds, float[] LogProbs, bool IsStopped, string? StopText);
