using Intervene.Completions;

namespace Intervene.Torch.Tests.Engine;

/// <summary>Gathers what a completer gives.</summary>
internal static class EngineRuns
{
    /// <summary>The completions of each request, in the order of the requests and of their samples.</summary>
    public static SampledGroup[] Complete(Intervene.Torch.Engine.LocalEngine completer, IReadOnlyList<CompletionRequest> requests)
    {
        var sampled = completer.CompleteAsync(requests, CancellationToken.None).ToBlockingEnumerable().ToLookup(s => s.Request, s => s.Completion);
        return [.. requests.Select((request, i) => new SampledGroup(request, [.. sampled[i].OrderBy(completion => completion.Sample)]))];
    }
}

/// <summary>A request and its completions.</summary>
internal sealed record SampledGroup(CompletionRequest Request, Completion[] Completions);
