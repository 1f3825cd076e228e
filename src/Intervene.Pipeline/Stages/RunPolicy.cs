using Intervene.Completions;
using Intervene.Interventions;
using Intervene.Options;
using Intervene.Pipeline.Checkers;
using Intervene.Pipeline.Engines;
using Intervene.Text;

namespace Intervene.Pipeline.Stages;

/// <summary>
/// The policy whose attempts are corrected, as oracles ask it: on this program's engine, whose weights are loaded by the first question, or on
/// servers, which are looked at first. It is let go with the stage.
/// </summary>
internal sealed class RunPolicy : IDisposable
{
    private readonly RunSession _run;
    private readonly StageFleet? _fleet;
    private IPolicy? _weights;

    private RunPolicy(RunSession run, StageFleet? fleet)
    {
        (_run, _fleet) = (run, fleet);
        var start = run.StartPolicy;
        ICompleter completer = fleet is null
            ? new LazyCompleter(start.Version, () => (_weights = run.Engine.Load(start.Directory)).Completer(start.Version))
            : new WatchedFleet(fleet, fleet.Add);
        Policy = new OraclePolicy(
            completer, run.Tokenizer, ChatTemplate.Load(run.ModelPath), fleet?.ContextLength ?? run.Config.ContextLength, run.Options.Seed);
    }

    /// <summary>The policy as it is while it trains.</summary>
    /// <param name="run">The run.</param>
    /// <param name="completer">Samples its present weights.</param>
    public RunPolicy(RunSession run, ICompleter completer)
    {
        _run = run;
        Policy = new OraclePolicy(completer, run.Tokenizer, ChatTemplate.Load(run.ModelPath), run.Config.ContextLength, run.Options.Seed);
    }

    /// <summary>The policy.</summary>
    public OraclePolicy Policy { get; }

    /// <summary>Reads the template, and looks at the servers where an oracle will ask them.</summary>
    /// <param name="context">The stage.</param>
    /// <param name="oracles">Who may ask.</param>
    public static async Task<RunPolicy> OpenAsync(StageContext context, IReadOnlyList<OracleOptions> oracles)
    {
        var run = context.Run;
        SamplingOptions[] sampling = [.. oracles.Select(SamplingOf).OfType<SamplingOptions>().Distinct()];
        var fleet = sampling.Length == 0 || EngineOf(run.Options) is not FleetOptions options ? null
            : await StageFleet.OpenAsync(context, options, run.StartPolicy, sampling, neededContext: 1, needsLogProbs: false).ConfigureAwait(false);
        return new RunPolicy(run, fleet);
    }

    /// <summary>What of the engine matters to a stage with these oracles: nothing where none asks the policy.</summary>
    /// <param name="options">The recipe.</param>
    /// <param name="oracles">Who may ask.</param>
    public static IReadOnlyDictionary<string, string> KeyOf(RunOptions options, IEnumerable<OracleOptions> oracles) =>
        IsAsked(oracles) ? StageEngine.KeyOf(EngineOf(options)) : new Dictionary<string, string>();

    /// <summary>Whether some of the oracles ask the policy.</summary>
    /// <param name="oracles">Who may ask.</param>
    public static bool IsAsked(IEnumerable<OracleOptions> oracles) => oracles.Any(oracle => SamplingOf(oracle) is not null);

    /// <summary>Samples on from the recorded tokens of attempts; what is sampled is never encoded again.</summary>
    /// <param name="sampling">The distribution.</param>
    /// <param name="attemptOf">The attempt of a question by its id.</param>
    public PrefixSampler Prefixes(SamplingOptions sampling, Func<string, WrongAttempt> attemptOf)
    {
        return new PrefixSampler(Policy.Completer, Policy.ContextLength, Prompt, IsRightAsync, sampling, Policy.Seed);

        int[] Prompt(OracleQuestion question, int kept) => [.. _run.Prompts.Encode(question.Question), .. attemptOf(question.Id).Prefix(kept)];

        async ValueTask<bool?> IsRightAsync(OracleQuestion question, int kept, Completion completion, CancellationToken cancellation)
        {
            var attempt = attemptOf(question.Id);
            var text = _run.Tokenizer.Decode([.. attempt.Prefix(kept), .. completion.TokenIds], skipSpecialTokens: true);
            var grade = await _run.Grader.GradeAsync(attempt.Problem, text, completion.FinishReason, cancellation).ConfigureAwait(false);
            return grade.Reward is { } reward ? reward > 0 : null;
        }
    }

    /// <summary>Nobody asks any more.</summary>
    public void Finish() => _fleet?.Finish();

    /// <summary>Lets the weights go, where they were loaded, or the servers.</summary>
    public void Dispose()
    {
        _weights?.Dispose();
        _fleet?.Dispose();
    }

    private static EngineOptions EngineOf(RunOptions options) => options.Propose.Engine ?? options.Engine;

    /// <summary>What an oracle samples from the policy; null where it does not.</summary>
    private static SamplingOptions? SamplingOf(OracleOptions oracle) => oracle switch
    {
        RolloutsOracleOptions rollouts => rollouts.Sampling,
        SelfOracleOptions { Endpoint: null } self => self.Sampling.OfPolicy(),
        _ => null,
    };
}
