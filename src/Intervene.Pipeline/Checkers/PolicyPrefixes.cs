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

/// <summary>A recipe's policy for labelled attempts: its weights are loaded by the first question that needs them.</summary>
/// <param name="options">The recipe: model, prompt, verifier, separator of steps and seed.</param>
/// <param name="engine">The local engine.</param>
/// <param name="verifier">Makes the verifier that the recipe names.</param>
public sealed class PolicyPrefixes(RunOptions options, EngineSource engine, Func<GraderOptions, IGrader> verifier) : IDisposable
{
    private IEngine? _engine;
    private IPolicy? _weights;
    private IGrader? _grader;
    private OraclePolicy? _policy;

    /// <summary>The policy as an oracle asks it; its tokenizer and template are read now.</summary>
    /// <exception cref="InterveneException">A file of the model is missing or damaged.</exception>
    public OraclePolicy Policy()
    {
        var model = Bundled.Find(options.Model);
        var version = "base-" + ModelFiles.Fingerprint(model)[..12];
        return _policy ??= new OraclePolicy(
            new LazyCompleter(version, () => (_weights = (_engine = engine.Start(Threads.Of(options.Threads))).Load(model)).Completer(version)),
            Tokenizer.Load(model), ChatTemplate.Load(model), ModelConfigReader.Read(model).ContextLength, options.Seed);
    }

    /// <summary>Gives a sampler of it: steps are encoded with the recipe's separator behind each.</summary>
    /// <param name="rollouts">The distribution to sample from.</param>
    public PrefixSampler Sampler(RolloutsOracleOptions rollouts)
    {
        var (completer, tokenizer, template, contextLength, seed) = Policy();
        var prompts = PromptFormat.Create(tokenizer, template, options.Prompt);
        var grader = _grader ??= verifier(options.Verifier);
        return new PrefixSampler(completer, contextLength, Prompt, IsRightAsync, rollouts.Sampling, seed);

        string Prefix(OracleQuestion question, int kept) => string.Concat(question.Steps.Take(kept).Select(step => step + options.Split.Separator));

        int[] Prompt(OracleQuestion question, int kept) => [.. prompts.Encode(question.Question), .. tokenizer.EncodeText(Prefix(question, kept))];

        async ValueTask<bool?> IsRightAsync(OracleQuestion question, int kept, Completion completion, CancellationToken cancellation)
        {
            var problem = new Problem { Id = question.Id, Question = question.Question, Answer = question.Gold!, Source = "locate" };
            var text = Prefix(question, kept) + tokenizer.Decode(completion.TokenIds, skipSpecialTokens: true);
            var grade = await grader.GradeAsync(problem, text, completion.FinishReason, cancellation).ConfigureAwait(false);
            return grade.Reward is { } reward ? reward > 0 : null;
        }
    }

    /// <summary>Lets the policy and the engine go.</summary>
    public void Dispose()
    {
        (_grader as IDisposable)?.Dispose();
        _weights?.Dispose();
        _engine?.Dispose();
    }
}
