using Intervene.Completions;
using Intervene.Learning;
using Intervene.Pipeline.Engines;
using Intervene.Pipeline.Runs;

namespace Intervene.Pipeline.Stages;

/// <summary>
/// Some of a stage's completions, whose log-probs are compared with the model's own: those that are least in an order that their keys give, so that
/// the choice depends on nothing else.
/// </summary>
/// <param name="most">How many are kept.</param>
internal sealed class ComparedCompletions(int most)
{
    private readonly PriorityQueue<(CompletionRequest Request, Completion Completion, double Temperature), double> _kept = new();

    /// <summary>Tokens of all completions that have no log-probability.</summary>
    public long TokensWithoutLogProb { get; private set; }

    /// <summary>Sees a completion.</summary>
    /// <param name="request">What was asked for.</param>
    /// <param name="completion">What came.</param>
    /// <param name="temperature">What its log-probs' logits are divided by; null where they cannot be compared.</param>
    public void Add(CompletionRequest request, Completion completion, double? temperature)
    {
        TokensWithoutLogProb += completion.SamplerLogProbs.Count(float.IsNaN);
        if (most > 0 && completion.TokenIds.Length > 0 && temperature is { } divisor)
        {
            _kept.Enqueue((request, completion, divisor), -request.Key.Uniform(completion.Sample, int.MaxValue)); // a position that no token has
            if (_kept.Count > most)
            {
                _kept.Dequeue();
            }
        }
    }

    /// <summary>Compares what was kept; null where there is nothing.</summary>
    /// <param name="load">Loads the model.</param>
    public FleetMismatch? Measure(Func<IPolicy> load)
    {
        if (_kept.Count == 0)
        {
            return null;
        }

        using var policy = load();
        var measured = new SamplerMismatch();
        var tokens = 0L;
        var kept = _kept.UnorderedItems.Select(item => item.Element).OrderBy(item => item.Request.Key.Value).ThenBy(item => item.Completion.Sample);
        foreach (var (request, completion, temperature) in kept)
        {
            var own = policy.LogProbs(request.PromptIds, completion.TokenIds, temperature);
            int[] given = [.. Enumerable.Range(0, own.Length).Where(i => !float.IsNaN(completion.SamplerLogProbs[i]))];
            measured.Add([.. given.Select(i => own[i])], [.. given.Select(i => completion.SamplerLogProbs[i])]);
            tokens += given.Length;
        }

        return FleetMismatch.Of(measured, _kept.Count, tokens);
    }
}
