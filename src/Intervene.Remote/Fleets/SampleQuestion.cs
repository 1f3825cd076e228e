using Intervene.Options;

namespace Intervene.Remote.Fleets;

/// <summary>
/// One sample that a server is asked for. Every field of the sampling is sent: what a request leaves out, a server takes from its model's defaults.
/// </summary>
/// <param name="PromptIds">The prompt.</param>
/// <param name="Sampling">The distribution.</param>
/// <param name="MaxTokens">The budget, within the server's context.</param>
/// <param name="Seed">The sample's own seed, of 31 bits, which every server takes.</param>
/// <param name="StopIds">The model's stop tokens.</param>
internal sealed record SampleQuestion(int[] PromptIds, SamplingOptions Sampling, int MaxTokens, int Seed, IReadOnlyList<int> StopIds)
{
    /// <summary>The most that every server gives unasked.</summary>
    public const int MostTopLogProbs = 20;

    /// <summary>How many of the most probable tokens' log-probs are asked for at each position.</summary>
    public int TopLogProbs { get; init; }

    /// <summary>A token that is made all but certain; null for none.</summary>
    public int? Forced { get; init; }
}
