using System.Collections.Concurrent;
using Intervene.Completions;
using Intervene.Files;
using Intervene.Interventions;
using Intervene.Learning;
using Intervene.Options;
using Intervene.Pipeline.Checkers;
using Intervene.Pipeline.Engines;
using Intervene.Problems;
using Intervene.Rollouts;
using Intervene.Steps;

namespace Intervene.Pipeline.Stages;

/// <summary>
/// Asks oracles between the steps of an arm's reinforcement learning and validates what they reply, as <c>propose</c> and <c>filter</c> do. Every
/// call is recorded with what became of it; a training that goes on from a checkpoint takes the calls of the steps that it repeats from the record.
/// </summary>
internal sealed class RlOnline : IDisposable
{
    private const int SideBySide = 16;

    private readonly StageContext _context;
    private readonly OnlineOptions _options;
    private readonly SamplingOptions _sampling;
    private readonly string _arm;
    private readonly IReadOnlyList<OracleOptions> _oracles;
    private readonly RecordTable<string, Problem> _problems;
    private readonly Journal<(int, string, int, string, string), OnlineRecord> _journal;
    private readonly Dictionary<(int, string, int, string, string), OnlineRecord> _records = [];
    private readonly Lock _gate = new();
    private readonly Dictionary<string, string> _failures = new(StringComparer.Ordinal); // the last alarm of every oracle

    private RlOnline(StageContext context, ArmOptions arm, RlOptions options)
    {
        var run = context.Run;
        (_context, _options, _sampling, _arm) = (context, options.Online!, options.Sampling, run.TrainingName(arm));
        _oracles = [.. AskedOracle.OfTraining(run.Options, arm).Select(asked => asked.Oracle)];
        _problems = run.Whole.ProblemsById();
        _journal = Journal<(int, string, int, string, string), OnlineRecord>.Open(
            run.Paths.Arm(arm.Name).RlOnline, KeyOf, record => _records.Add(KeyOf(record), record));
    }

    /// <summary>The asking of an arm's training; null where its recipe asks nobody.</summary>
    public static RlOnline? Of(StageContext context, ArmOptions arm, RlOptions options) =>
        options.Online is null ? null : new RlOnline(context, arm, options);

    /// <summary>The options that it depends on beside those of the training.</summary>
    public static IReadOnlyList<string> OptionsOf(RunOptions options, ArmOptions arm) => options.RlOf(arm).Online is not { } online ? []
        : ["split", "propose.leak", "propose.proposals", .. online.Oracle is null ? (string[])["propose.oracle"] : []];

    /// <summary>Asks, as the trainer calls it.</summary>
    public OnlineAsking ToAsking() => new(
        _oracles.Count, (step, cases, completer, cancellation) => AskAsync(step, cases, completer, cancellation).GetAwaiter().GetResult());

    /// <summary>The training is at its end: the record gets its name.</summary>
    public void Finish()
    {
        SayFailures(isEnd: true);
        _journal.Seal(_records.Keys.OrderBy(key => key.Item1).ThenBy(key => key.Item2, StringComparer.Ordinal)
            .ThenBy(key => key.Item3).ThenBy(key => key.Item4, StringComparer.Ordinal).ThenBy(key => key.Item5, StringComparer.Ordinal));
    }

    /// <summary>Closes the record; what was recorded stays.</summary>
    public void Dispose() => _journal.Dispose();

    private async Task<IReadOnlyList<OnlineRecord>> AskAsync(
        int step, IReadOnlyList<OnlineCase> cases, ICompleter completer, CancellationToken cancellation)
    {
        var run = _context.Run;
        var asked = new ConcurrentDictionary<string, WrongAttempt>(StringComparer.Ordinal);
        using var policy = new RunPolicy(run, completer);
        using var oracles = OracleSet.Of(
            _oracles, rollouts => policy.Prefixes(rollouts.Sampling, id => asked[id]), model => run.ModelOracle(model, () => policy.Policy));
        var found = new IReadOnlyList<OnlineRecord>[cases.Count];
        await Parallel.ForEachAsync(
            cases.Index(), new ParallelOptions { MaxDegreeOfParallelism = SideBySide, CancellationToken = cancellation }, async (one, ended) =>
            {
                found[one.Index] = await AskAsync(step, one.Item, oracles.All, asked, completer, ended).ConfigureAwait(false);
            }).ConfigureAwait(false);
        OnlineRecord[] all = [.. found.SelectMany(records => records)];
        if (all.Length > 0)
        {
            _context.Say($"step {step}: {cases.Count} problems stay without reward; {all.Length} calls of oracles, "
                + $"{all.Count(record => record.Accepted is not null)} interventions accepted");
            SayFailures(isEnd: false);
        }

        return all;
    }

    /// <summary>Says of every oracle that fails that it does, once while the training goes on and, where more has failed since, at its end.</summary>
    private void SayFailures(bool isEnd)
    {
        foreach (var oracle in _records.Values.GroupBy(record => record.Oracle, StringComparer.Ordinal))
        {
            foreach (var alarm in ProposeAlarms.Of(oracle.Select(record => (record.Oracle, record.Reply)), _context.Stage))
            {
                if (_failures.GetValueOrDefault(oracle.Key) is not { } before || (isEnd && before != alarm))
                {
                    _failures[oracle.Key] = alarm;
                    _context.Say(alarm);
                }
            }
        }
    }

    /// <summary>Asks about a problem's attempts, one after the other, until an intervention is accepted.</summary>
    private async Task<IReadOnlyList<OnlineRecord>> AskAsync(
        int step, OnlineCase one, IReadOnlyList<IOracle> oracles, ConcurrentDictionary<string, WrongAttempt> asked, ICompleter completer,
        CancellationToken cancellation)
    {
        var records = new List<OnlineRecord>();
        foreach (var attempt in one.Attempts.Select(rollout => AttemptOf(one, rollout)))
        {
            asked[attempt.Id] = attempt;
            foreach (var oracle in oracles)
            {
                if (records.Count == one.Calls)
                {
                    return records;
                }

                var key = (step, one.Problem.Id, attempt.Rollout.Completion.Sample, oracle.Name, Hash(attempt.Rollout.Completion));
                var record = Recorded(key) ?? Record(await AskAsync(step, one, attempt, oracle, completer, cancellation).ConfigureAwait(false));
                records.Add(record);
                if (record.Accepted is not null)
                {
                    return records;
                }
            }
        }

        return records;
    }

    private async Task<OnlineRecord> AskAsync(
        int step, OnlineCase one, WrongAttempt attempt, IOracle oracle, ICompleter completer, CancellationToken cancellation)
    {
        var reply = await oracle.ProposeAsync(attempt.Question, cancellation).ConfigureAwait(false);
        if (reply.Refusal == RefusalReason.OverBudget)
        {
            // Not recorded: the same command asks again once there is money.
            throw new InterveneException($"{oracle.Name}: {reply.Detail}");
        }

        var proposals = ProposalFile.Build(_context.Run, attempt, oracle, reply);
        var trials = new List<OnlineTrial>();
        int? accepted = null;
        foreach (var correction in proposals.OfType<Correction>())
        {
            if (_options.Continuations > 0)
            {
                trials.Add(await TryAsync(step, one, correction, completer, cancellation).ConfigureAwait(false));
            }

            if (_options.Continuations == 0 || trials[^1].Correct >= _options.MinCorrect)
            {
                accepted = correction.Number;
                break;
            }
        }

        return new OnlineRecord
        {
            Step = step,
            ProblemId = one.Problem.Id,
            Sample = attempt.Rollout.Completion.Sample,
            Visits = one.Visits,
            Oracle = oracle.Name,
            Attempt = attempt.Rollout.Completion,
            Reply = reply,
            Proposals = proposals,
            Trials = trials,
            Accepted = accepted,
        };
    }

    /// <summary>The policy's own continuations of an intervention.</summary>
    private async Task<OnlineTrial> TryAsync(
        int step, OnlineCase one, Correction correction, ICompleter completer, CancellationToken cancellation)
    {
        int[] begun = [.. correction.PrefixIds, .. correction.InterventionIds];
        var (correct, tries, tokens) = (0, 0, 0L);
        var groups = await completer.CompleteAllAsync(
            [
                new CompletionRequest
                {
                    Name = one.Problem.Id,
                    PromptIds = [.. one.Problem.PromptIds, .. begun],
                    Key = RandomKey.Of(
                        _context.Run.Options.Seed, $"rl/{_arm}/online/{step}/{correction.Sample}/{correction.Oracle}/{correction.Number}",
                        one.Problem.Id),
                    SampleCount = _options.Continuations,
                    Sampling = _sampling,
                },
            ],
            cancellation).ConfigureAwait(false);
        foreach (var completion in groups[0].Completions)
        {
            var text = _context.Run.Tokenizer.Decode([.. begun, .. completion.TokenIds], skipSpecialTokens: true);
            var grade = await _context.Run.Grader.GradeAsync(_problems[one.Problem.Id], text, completion.FinishReason, cancellation)
                .ConfigureAwait(false);
            correct += grade.Reward > 0 ? 1 : 0;
            tries += grade.Reward is null ? 0 : 1;
            tokens += completion.TokenIds.Length;
        }

        return new OnlineTrial(correction.Number, correct, tries, tokens);
    }

    private WrongAttempt AttemptOf(OnlineCase one, RlRollout rollout)
    {
        var run = _context.Run;
        var text = run.Tokenizer.Decode(rollout.Completion.TokenIds, skipSpecialTokens: true);
        return new WrongAttempt(
            _problems[one.Problem.Id],
            new Rollout
            {
                ProblemId = one.Problem.Id,
                PromptIds = one.Problem.PromptIds,
                Completion = rollout.Completion,
                Text = text,
                Reward = rollout.Score,
                Verdict = rollout.Verdict,
                WeightVersion = rollout.WeightVersion,
            },
            new SplitRollout
            {
                ProblemId = one.Problem.Id,
                Sample = rollout.Completion.Sample,
                Steps = StepSplitter.Split(
                    rollout.Completion.TokenIds, run.Tokenizer, rollout.Completion.FinishReason, run.Options.Split),
            });
    }

    private OnlineRecord? Recorded((int, string, int, string, string) key)
    {
        lock (_gate)
        {
            return _records.GetValueOrDefault(key);
        }
    }

    private OnlineRecord Record(OnlineRecord record)
    {
        lock (_gate)
        {
            _journal.Append([record]);
            _records.Add(KeyOf(record), record);
            return record;
        }
    }

    /// <summary>The attempt's tokens are part of it: a call about another attempt, sampled by other arithmetic, is another call.</summary>
    private static (int, string, int, string, string) KeyOf(OnlineRecord record) =>
        (record.Step, record.ProblemId, record.Sample, record.Oracle, Hash(record.Attempt));

    private static string Hash(Completion attempt) => Sha256.OfText(string.Join(' ', attempt.TokenIds))[..16];
}
