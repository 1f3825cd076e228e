using Intervene.Completions;
using Intervene.Options;

namespace Intervene.Interventions;

/// <summary>Samples on from prefixes of attempts: by how often that succeeds, a location can be validated.</summary>
/// <param name="completer">The policy.</param>
/// <param name="contextLength">The most tokens that the policy reads and writes.</param>
/// <param name="prompt">The token ids of a question's prompt followed by the first so many steps of the attempt.</param>
/// <param name="isRight">
/// Whether a completion, continued from so many steps, reaches the question's gold answer; null where the verifier failed.
/// </param>
/// <param name="sampling">The distribution to sample from.</param>
/// <param name="seed">The seed of the random numbers.</param>
public sealed class PrefixSampler(
    ICompleter completer, int contextLength, Func<OracleQuestion, int, int[]> prompt,
    Func<OracleQuestion, int, Completion, CancellationToken, ValueTask<bool?>> isRight, SamplingOptions sampling, long seed)
{
    /// <summary>The most tokens that the policy reads and writes.</summary>
    public int ContextLength => contextLength;

    /// <summary>How many tokens a prefix has, the prompt included.</summary>
    /// <param name="question">The attempt.</param>
    /// <param name="kept">How many of its steps to keep, 0 … all.</param>
    public int LengthOf(OracleQuestion question, int kept) => prompt(question, kept).Length;

    /// <summary>Samples continuations of a prefix.</summary>
    /// <param name="question">The attempt.</param>
    /// <param name="kept">How many of its steps to keep, 0 … all.</param>
    /// <param name="samples">Continuations wanted.</param>
    /// <param name="firstSample">The number of the first, so that a second look draws others.</param>
    /// <param name="cancellation">Ends the sampling.</param>
    public async Task<PrefixSuccess> SampleAsync(OracleQuestion question, int kept, int samples, int firstSample, CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(kept);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(kept, question.Steps.Count);
        var request = new CompletionRequest
        {
            PromptIds = prompt(question, kept),
            Key = RandomKey.Of(seed, $"rollouts/{kept}", question.Id),
            FirstSample = firstSample,
            SampleCount = samples,
            Sampling = sampling,
        };
        var (successes, tries, output) = (0, 0, 0L);
        await foreach (var sampled in completer.CompleteAsync([request], cancellation).ConfigureAwait(false))
        {
            output += sampled.Completion.TokenIds.Length;
            var right = await isRight(question, kept, sampled.Completion, cancellation).ConfigureAwait(false);
            successes += right is true ? 1 : 0;
            tries += right is null ? 0 : 1;
        }

        return new PrefixSuccess(kept, successes, tries, new OracleUsage(request.PromptIds.Length, 0, output, 0, null));
    }
}
