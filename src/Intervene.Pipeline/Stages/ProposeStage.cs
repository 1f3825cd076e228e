using System.Text.Json;
using Intervene.Files;
using Intervene.Interventions;
using Intervene.Options;
using Intervene.Pipeline.Checkers;
using Intervene.Problems;
using Intervene.Rollouts;
using Intervene.Steps;

namespace Intervene.Pipeline.Stages;

/// <summary>Asks the oracles for the first critical error of wrong rollouts and a corrected step (Algorithm 1, lines 4 to 7).</summary>
/// <remarks>
/// A problem's wrong rollouts are asked about one after the other until <c>propose.max_per_problem</c> corrections are there; problems are worked on
/// side by side. Every reply is recorded before the next question of its problem, and a resumed stage asks only what has no reply.
/// </remarks>
internal static class ProposeStage
{
    public const string Name = "propose";

    private const int SideBySide = 16;

    public static Stage Of(RunOptions options) => new()
    {
        Name = Name,
        Verb = Name,
        Options = ["propose", "split.separator"],
        Reads = [StageList.Problems, StageList.Rollouts, StageList.Steps],
        Writes = [StageList.Replies, StageList.Interventions],
        Scratch = [StageList.Replies + ".partial"],
        Run = RunAsync,
    };

    private static async Task<IReadOnlyDictionary<string, long>> RunAsync(StageContext context)
    {
        var run = context.Run;
        var problems = run.ProblemsById();
        using var set = OracleSet.Of(run.Options.Propose.Oracle, models: run.ModelOracle);
        var oracles = set.All;
        var attempts = JsonLines.Read<Rollout>(run.Paths.Rollouts).Zip(JsonLines.Read<SplitRollout>(run.Paths.Steps))
            .Where(pair => pair.First.Reward <= 0).Select(pair => new Attempt(pair.First, pair.Second)).ToList();
        var replies = new Dictionary<(string, int, string), OracleReply>();
        using (var journal = Journal<(string, int, string), RecordedReply>.Open(
            run.Paths.Replies, KeyOf, record => replies.Add(KeyOf(record), record.Reply)))
        {
            var gate = new Lock();
            var done = 0;
            var groups = attempts.GroupBy(attempt => attempt.Rollout.ProblemId, StringComparer.Ordinal).ToList();
            await Parallel.ForEachAsync(groups, new ParallelOptions { MaxDegreeOfParallelism = SideBySide, CancellationToken = context.Cancellation },
                async (group, cancellation) =>
            {
                await AskAsync(run, problems[group.Key], [.. group], oracles, Recorded, Record, cancellation).ConfigureAwait(false);
                lock (gate)
                {
                    done++;
                    context.Report(done, groups.Count, $"{replies.Values.Sum(reply => reply.Proposals.Count)} proposals");
                }
            }).ConfigureAwait(false);
            journal.Seal(attempts.SelectMany(attempt => oracles.Select(oracle => attempt.KeyOf(oracle))).Where(replies.ContainsKey));

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
                    replies.Add(KeyOf(record), record.Reply);
                }
            }
        }

        Proposal[] proposals = [.. attempts.SelectMany(attempt => ProposalsOf(run, attempt, oracles, replies))];
        AtomicFile.Write(
            run.Paths.Interventions, string.Concat(proposals.Select(proposal => JsonSerializer.Serialize(proposal, RecordJson.Options) + "\n")));
        return new Dictionary<string, long>
        {
            ["wrong"] = attempts.Count,
            ["asked"] = replies.Count,
            ["interventions"] = proposals.OfType<Correction>().Count(),
            ["refusals"] = proposals.OfType<Refusal>().Count(),
        };
    }

    /// <summary>Asks about a problem's attempts until it has enough corrections.</summary>
    private static async Task AskAsync(
        RunSession run, Problem problem, IReadOnlyList<Attempt> attempts,
        IReadOnlyList<IOracle> oracles, Func<(string, int, string), OracleReply?> recorded,
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

                var reply = recorded(attempt.KeyOf(oracle));
                if (reply is null)
                {
                    cancellation.ThrowIfCancellationRequested();
                    reply = await oracle.ProposeAsync(attempt.QuestionOf(problem), cancellation).ConfigureAwait(false);
                    if (reply.Refusal == RefusalReason.OverBudget)
                    {
                        // Not recorded: the same command asks again once there is money.
                        throw new InterveneException($"{oracle.Name}: {reply.Detail}");
                    }

                    record(new RecordedReply
                        { ProblemId = problem.Id, Sample = attempt.Rollout.Completion.Sample, Oracle = oracle.Name, Reply = reply });
                }

                corrections[i] += Build(run, attempt, oracle, reply, 0).OfType<Correction>().Count();
            }
        }
    }

    private static List<Proposal> ProposalsOf(
        RunSession run, Attempt attempt, IReadOnlyList<IOracle> oracles, Dictionary<(string, int, string), OracleReply> replies)
    {
        var proposals = new List<Proposal>();
        foreach (var oracle in oracles)
        {
            if (replies.TryGetValue(attempt.KeyOf(oracle), out var reply))
            {
                proposals.AddRange(Build(run, attempt, oracle, reply, proposals.Count));
            }
        }

        return proposals;
    }

    private static IReadOnlyList<Proposal> Build(RunSession run, Attempt attempt, IOracle oracle, OracleReply reply, int firstNumber) =>
        ProposalBuilder.Build(attempt.Rollout, attempt.Steps, oracle.Name, reply, run.Tokenizer.Encode, run.Options.Split.Separator, firstNumber);

    private static (string, int, string) KeyOf(RecordedReply record) => (record.ProblemId, record.Sample, record.Oracle);

    /// <summary>A wrong rollout with its steps.</summary>
    private sealed record Attempt(Rollout Rollout, SplitRollout Steps)
    {
        public (string, int, string) KeyOf(IOracle oracle) => (Rollout.ProblemId, Rollout.Completion.Sample, oracle.Name);

        public OracleQuestion QuestionOf(Problem problem) => new()
        {
            Id = $"{problem.Id}/{Rollout.Completion.Sample}",
            Question = problem.Question,
            Gold = problem.Answer,
            ReferenceSolution = problem.ReferenceSolution,
            Steps = [.. Steps.Steps.Select(step => step.Text)],
        };
    }
}
