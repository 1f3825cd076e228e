using System.Collections.Concurrent;
using Intervene.Files;
using Intervene.Interventions;
using Intervene.Options;
using Intervene.Pipeline.Checkers;

namespace Intervene.Pipeline.Stages;

/// <summary>Asks the oracles for the first critical error of wrong rollouts and a corrected step (Algorithm 1, lines 4 to 7).</summary>
/// <remarks>
/// A problem's wrong rollouts are asked about one after the other until <c>propose.max_per_problem</c> corrections are there; problems are worked on
/// side by side, and no others are held. Every reply is recorded before the next question of its problem, and a resumed stage asks only what has no
/// reply.
/// </remarks>
internal static class ProposeStage
{
    public const string Name = "propose";

    private const int SideBySide = 16;

    public static Stage Of(RunOptions options) => new()
    {
        Name = Name,
        Verb = Name,
        Options = ["propose", "split", .. options.Propose.Oracle.SelectMany(SampledWith).Distinct(StringComparer.Ordinal)],
        Ignored = ["propose.engine"],
        Engine = RunPolicy.KeyOf(options, options.Propose.Oracle),
        Asks = AskedOracle.OfPropose(options),
        Reads = [StageList.Problems, StageList.Rollouts, StageList.Steps],
        Writes = [StageList.Replies, StageList.Interventions],
        Scratch = [StageList.Replies + ".partial"],
        Run = RunAsync,
    };

    /// <summary>The options beside <c>propose</c> that an oracle which asks the base model depends on.</summary>
    private static string[] SampledWith(OracleOptions oracle) => oracle switch
    {
        RolloutsOracleOptions => ["seed", "prompt", "verifier"],
        SelfOracleOptions { Endpoint: null } => ["seed"],
        _ => [],
    };

    private static async Task<IReadOnlyDictionary<string, long>> RunAsync(StageContext context)
    {
        var run = context.Run;
        var problems = run.ProblemsById();
        var asked = new ConcurrentDictionary<string, WrongAttempt>(StringComparer.Ordinal);
        using var policy = await RunPolicy.OpenAsync(context, run.Options.Propose.Oracle).ConfigureAwait(false);
        using var set = OracleSet.Of(
            run.Options.Propose.Oracle, rollouts => policy.Prefixes(rollouts.Sampling, id => asked[id]),
            model => run.ModelOracle(model, () => policy.Policy));
        var oracles = set.All;
        var order = Attempts().Select(attempt => (attempt.Problem.Id, attempt.Rollout.Completion.Sample)).ToList();
        var replies = new Dictionary<(string, int, string), OracleReply>();
        using (var journal = Journal<(string, int, string), RecordedReply>.Open(run.Paths.Replies, KeyOf, Hold))
        {
            var gate = new Lock();
            var (done, total) = (0, order.Select(attempt => attempt.Id).Distinct(StringComparer.Ordinal).Count());
            var side = new ParallelOptions { MaxDegreeOfParallelism = SideBySide, CancellationToken = context.Cancellation };
            await Parallel.ForEachAsync(ByProblem(Attempts()), side, async (attempts, cancellation) =>
            {
                foreach (var attempt in attempts)
                {
                    asked[attempt.Id] = attempt;
                }

                await AskAsync(run, attempts, oracles, Recorded, Record, cancellation).ConfigureAwait(false);
                foreach (var attempt in attempts)
                {
                    asked.TryRemove(attempt.Id, out _);
                }

                lock (gate)
                {
                    done++;
                    context.Report(done, total, $"{replies.Values.Sum(reply => reply.Proposals.Count)} proposals");
                }
            }).ConfigureAwait(false);
            journal.Seal(order.SelectMany(attempt => oracles.Select(oracle => (attempt.Id, attempt.Sample, oracle.Name))).Where(replies.ContainsKey));

            OracleReply? Recorded((string, int, string) key)
            {
                lock (gate)
                {
                    return replies.GetValueOrDefault(key);
                }
            }

            void Record(RecordedReply record)
            {
                lock (gate)
                {
                    journal.Append([record]);
                    Hold(record);
                }
            }
        }

        policy.Finish();
        foreach (var alarm in ProposeAlarms.Of(replies.Select(reply => (reply.Key.Item3, reply.Value)), context.Stage))
        {
            context.Say(alarm);
        }

        var (corrections, refusals) = ProposalFile.Write(
            run, Attempts(), oracles, (attempt, oracle) => replies.GetValueOrDefault(KeyOf(attempt, oracle)));
        var tokens = replies.Values.Sum(reply => reply.Usage is { } usage ? usage.InputTokens + usage.OutputTokens : 0);
        return new Dictionary<string, long>(tokens > 0 ? [KeyValuePair.Create("tokens", tokens)] : [])
        {
            ["wrong"] = order.Count,
            ["asked"] = replies.Count,
            ["interventions"] = corrections,
            ["refusals"] = refusals,
        };

        IEnumerable<WrongAttempt> Attempts() => WrongAttempts.Of(run.Paths, problems);

        // The raw texts stand in the artifact and are not held.
        void Hold(RecordedReply record) => replies.Add(KeyOf(record), record.Reply with { RawText = null });
    }

    /// <summary>The attempts at one problem after the other, as they stand together in the artifact.</summary>
    private static IEnumerable<IReadOnlyList<WrongAttempt>> ByProblem(IEnumerable<WrongAttempt> attempts)
    {
        var held = new List<WrongAttempt>();
        foreach (var attempt in attempts)
        {
            if (held.Count > 0 && held[0].Problem.Id != attempt.Problem.Id)
            {
                yield return held;
                held = [];
            }

            held.Add(attempt);
        }

        if (held.Count > 0)
        {
            yield return held;
        }
    }

    /// <summary>Asks about a problem's attempts until it has enough corrections.</summary>
    private static async Task AskAsync(
        RunSession run, IReadOnlyList<WrongAttempt> attempts, IReadOnlyList<IOracle> oracles, Func<(string, int, string), OracleReply?> recorded,
        Action<RecordedReply> record, CancellationToken cancellation)
    {
        var corrections = new int[oracles.Count];
        foreach (var attempt in attempts)
        {
            foreach (var (i, oracle) in oracles.Index())
            {
                if (corrections[i] >= run.Options.Propose.MaxPerProblem)
                {
                    continue;
                }

                var reply = recorded(KeyOf(attempt, oracle));
                if (reply is null)
                {
                    cancellation.ThrowIfCancellationRequested();
                    reply = await oracle.ProposeAsync(attempt.Question, cancellation).ConfigureAwait(false);
                    if (reply.Refusal == RefusalReason.OverBudget)
                    {
                        // Not recorded: the same command asks again once there is money.
                        throw new InterveneException($"{oracle.Name}: {reply.Detail}");
                    }

                    record(new RecordedReply
                    {
                        ProblemId = attempt.Problem.Id,
                        Sample = attempt.Rollout.Completion.Sample,
                        Oracle = oracle.Name,
                        Reply = reply,
                    });
                }

                corrections[i] += ProposalFile.Build(run, attempt, oracle, reply).OfType<Correction>().Count();
            }
        }
    }

    private static (string, int, string) KeyOf(RecordedReply record) => (record.ProblemId, record.Sample, record.Oracle);

    private static (string, int, string) KeyOf(WrongAttempt attempt, IOracle oracle) =>
        (attempt.Problem.Id, attempt.Rollout.Completion.Sample, oracle.Name);
}
