using Intervene.Completions;
using Intervene.Torch.Engine;

namespace Intervene.Serving.Models;

/// <summary>What is new of one completion: a token, its text and why it ends with it; or, of a whole answer, all of it.</summary>
/// <param name="Index">The choice's index in the answer: the prompt's times the completions of a prompt, and the completion's.</param>
/// <param name="Text">The text that can be shown now.</param>
/// <param name="Tokens">The tokens.</param>
/// <param name="LogProbs">The log-probability of each.</param>
/// <param name="Finish">Why it ends; null while it goes on.</param>
/// <param name="StopText">The stop text that ended it.</param>
internal sealed record Choice(
    int Index, string Text, IReadOnlyList<int> Tokens, IReadOnlyList<float> LogProbs, FinishReason? Finish, string? StopText)
{
    private const float LeastLogProb = -9999; // what clients of vLLM know as the least; JSON has no infinity

    /// <summary>The most probable tokens at each place, where they are asked for.</summary>
    public IReadOnlyList<IReadOnlyList<TokenLogProb>> Alternatives { get; init; } = [];

    /// <summary>The log-probability of a token as it is written.</summary>
    public double LogProb(int position) => Written(LogProbs[position]);

    /// <summary>The most probable tokens at a place, the most probable first; none where they are not asked for.</summary>
    public IReadOnlyList<TokenLogProb> AlternativesAt(int position) => Alternatives.Count > 0 ? Alternatives[position] : [];

    /// <summary>A log-probability as it is written.</summary>
    public static double Written(float logProb) => Math.Max(LeastLogProb, logProb);

    /// <summary>Why it ends, as OpenAI's API names it.</summary>
    public string? FinishName => Finish switch { null => null, FinishReason.Stop => "stop", _ => "length" };
}
