using Intervene.Completions;
using Intervene.Interventions;
using Intervene.Models;
using Intervene.Options;
using Intervene.Pipeline.Engines;
using Intervene.Pipeline.Recipes;
using Intervene.Problems;
using Intervene.Rewards;
using Intervene.Text;

namespace Intervene.Pipeline.Checkers;

/// <summary>A recipe's policy, loaded when it is first asked to sample on from prefixes of attempts.</summary>
/// <param name="options">The recipe: model, prompt, verifier, separator of steps and seed.</param>
/// <param name="engine">The local engine.</param>
/// <param name="verifier">Makes the verifier that the recipe names.</param>
public sealed class PolicyPrefixes(RunOptions options, EngineSource engine, Func<GraderOptions, IGrader> verifier) : IDisposable
{
    private IEngine? _engine;
    private IPolicy? _policy;
    private IGrader? _grader;

    /// <summary>Loads the policy and gives a sampler of it.</summary>
    /// <param name="rollouts">The distribution to sample from.</param>
    public PrefixSampler Sampler(RolloutsOracleOptions rollouts)
    {
        var model = Bundled.Find(options.Model);
        var tokenizer = Tokenizer.Load(model);
        var prompts = PromptFormat.Create(tokenizer, ChatTemplate.Load(model), options.Prompt);
        var grader = _grader ??= verifier(options.Verifier);
        _policy ??= (_engine ??= engine.Start(Threads.Of(options.Threads))).Load(model);
        return new PrefixSampler(_policy.Completer("base-" + ModelFiles.Fingerprint(model)[..12]), Prompt, IsRight, rollouts.Sampling, options.Seed);

        string Prefix(OracleQuestion question, int kept) => string.Concat(question.Steps.Take(kept).Select(step => step + options.Split.Separator));

        int[] Prompt(OracleQuestion question, int kept) => [.. prompts.Encode(question.Question), .. tokenizer.Encode(Prefix(question, kept))];

        bool IsRight(OracleQuestion question, int kept, Completion completion)
        {
            var problem = new Problem { Id = question.Id, Question = question.Question, Answer = question.Gold!, Source = "locate" };
            var text = Prefix(question, kept) + tokenizer.Decode(completion.TokenIds, skipSpecialTokens: true);
            return grader.GradeAsync(problem, text, completion.FinishReason, CancellationToken.None).AsTask().GetAwaiter().GetResult().Reward > 0;
        }
    }

    /// <summary>Lets the policy and the engine go.</summary>
    public void Dispose()
    {
        (_grader as IDisposable)?.Dispose();
        _policy?.Dispose();
        _engine?.Dispose();
    }
}
