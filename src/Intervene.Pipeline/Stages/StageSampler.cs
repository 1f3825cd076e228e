using Intervene.Completions;
using Intervene.Options;

namespace Intervene.Pipeline.Stages;

/// <summary>What samples a policy for a stage: this program's engine, or servers.</summary>
/// <param name="completer">Samples.</param>
/// <param name="owner">What is let go at the end.</param>
/// <param name="fleet">The servers; null for this program's engine.</param>
internal sealed class StageSampler(ICompleter completer, IDisposable owner, StageFleet? fleet) : IDisposable
{
    /// <summary>Samples.</summary>
    public ICompleter Completer => completer;

    /// <summary>Starts the engine, or looks at the servers.</summary>
    /// <param name="context">The stage.</param>
    /// <param name="sampling">What samples, and from what.</param>
    /// <param name="requests">What is asked for, at least one request.</param>
    public static async Task<StageSampler> OpenAsync(
        StageContext context, StageSampling sampling, IReadOnlyList<CompletionRequest> requests)
    {
        var policy = sampling.Policy;
        if (sampling.Engine is FleetOptions options)
        {
            var fleet = await StageFleet.OpenAsync(
                context, options, policy, [.. requests.Select(request => request.Sampling).Distinct()],
                requests.Max(request => request.PromptIds.Length + request.Sampling.MaxTokens), sampling.NeedsLogProbs).ConfigureAwait(false);
            return new StageSampler(fleet.Completer, fleet, fleet);
        }

        var local = context.Run.Engine.Load(policy.Directory);
        return new StageSampler(local.Completer(policy.Version), local, null);
    }

    /// <summary>Sees a completion.</summary>
    public void Add(CompletionRequest request, Completion completion) => fleet?.Add(request, completion);

    /// <summary>Every sample came.</summary>
    public void Finish() => fleet?.Finish();

    /// <summary>Lets the engine or the servers go.</summary>
    public void Dispose() => owner.Dispose();
}
