using Intervene.Completions;
using Intervene.Options;
using Intervene.Problems.Chains;
using Intervene.Text;
using Intervene.Torch.Checkpoints;
using Intervene.Torch.Engine;
using Intervene.Torch.Tests.Engine;

namespace Intervene.Torch.Tests.Pretraining;

/// <summary>What the demo stands on: the shipped model fails at one step for one reason.</summary>
public class EmbeddedModelTests
{
    private const int Problems = 24;
    private const int Samples = 8;
    private static readonly string Directory = Path.Combine(AppContext.BaseDirectory, "models", "chains");

    [Fact]
    public void It_never_solves_hard_chains_but_goes_on_rightly_after_one_corrected_step()
    {
        var chains = Enumerable.Range(1000, Problems).Select(i => ChainsGenerator.Hard(99, i)).ToList();
        Assert.Equal(0, Solved(chains, _ => ""));
        Assert.Equal(0, Solved(chains, chain => Prefix(chain, corrected: false)));
        Assert.InRange(Solved(chains, chain => Prefix(chain, corrected: true)), 0.2 * Problems * Samples, Problems * Samples);
    }

    [Fact]
    public void It_solves_most_easy_chains()
    {
        var chains = Enumerable.Range(1000, Problems).Select(i => ChainsGenerator.Easy(99, i)).ToList();
        Assert.InRange(Solved(chains, _ => ""), 0.6 * Problems * Samples, Problems * Samples);
    }

    /// <summary>The exact steps up to the gap, with or without the corrected step.</summary>
    private static string Prefix(Chain chain, bool corrected)
    {
        var exact = ChainSteps.Exact(chain);
        var gap = exact.Zip(ChainSteps.Gapped(chain)).TakeWhile(pair => pair.First == pair.Second).Count();
        return string.Concat(exact.Take(corrected ? gap + 1 : gap).Select(step => step + ChainSteps.Separator));
    }

    private static int Solved(IReadOnlyList<Chain> chains, Func<Chain, string> prefix)
    {
        var tokenizer = Tokenizer.Load(Directory);
        using var model = ModelDirectory.Load(Directory);
        var requests = chains.Select((chain, i) => new CompletionRequest
        {
            PromptIds = tokenizer.Encode(chain.ToQuestion() + ChainSteps.Separator + prefix(chain)),
            Key = RandomKey.Of(1, "test", $"{i}"),
            SampleCount = Samples,
            Sampling = new SamplingOptions { MaxTokens = 192 },
        }).ToList();
        using var engine = new LocalEngine(model, "embedded");
        return EngineRuns.Complete(engine, requests)
            .Zip(chains)
            .Sum(pair => pair.First.Completions.Count(
                c => tokenizer.Decode(c.TokenIds, skipSpecialTokens: true).EndsWith($"\\boxed{{{pair.Second.Answer}}}", StringComparison.Ordinal)));
    }
}
