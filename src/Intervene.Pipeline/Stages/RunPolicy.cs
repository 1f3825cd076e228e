using Intervene.Completions;
using Intervene.Interventions;
using Intervene.Options;
using Intervene.Pipeline.Checkers;
using Intervene.Pipeline.Engines;
using Intervene.Text;

namespace Intervene.Pipeline.Stages;

/// <summary>The policy whose attempts are corrected, as oracles ask it: its weights are loaded by the first question and let go with the stage.</summary>
internal sealed class RunPolicy : IDisposable
{
    private readonly RunSession _run;
    private IPolicy? _weights;

    /// <summary>Reads the template; loads nothing.</summary>
    /// <param name="run">The run.</param>
    public RunPolicy(RunSession run)
    {
        _run = run;
        var start = run.StartPolicy;
        Policy = new OraclePolicy(
            new LazyCompleter(start.Version, () => (_weights = run.Engine.Load(start.Directory)).Completer(start.Version)),
            run.Tokenizer, ChatTemplate.Load(run.ModelPath), run.Config.ContextLength, run.Options.Seed);
    }

    /// <summary>The policy.</summary>
    public OraclePolicy Policy { get; }

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

    /// <summary>Lets the weights go, where they were loaded.</summary>
    public void Dispose() => _weights?.Dispose();
}
