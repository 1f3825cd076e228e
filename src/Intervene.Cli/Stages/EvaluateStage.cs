using Intervene.Completions;
using Intervene.Evaluation;
using Intervene.Options;
using Intervene.Problems;
using Intervene.Torch.Checkpoints;
using Intervene.Torch.Models;

namespace Intervene.Cli.Stages;

/// <summary>Measures pass@k of a policy on the train, held-out and easy problems (paper, section 6).</summary>
internal static class EvaluateStage
{
    /// <summary>The pseudo-arm of the untrained model.</summary>
    public const string Base = "base";

    public static string NameOf(string arm) => "evaluate/" + arm;

    public static void RunBase(RunSession session) => session.Stage(NameOf(Base), report =>
    {
        session.Require(MineStage.Name);
        return Evaluate(session, Base, [(Base, session.ModelPath)], report);
    });

    public static void Run(RunSession session, ArmOptions arm) => session.Stage(NameOf(arm.Name), report =>
    {
        session.Require(RlStage.NameOf(arm));
        List<(string, string)> policies = [("rl", RlStage.Model(session, arm))];
        if (arm.Examples != ExampleKind.None)
        {
            policies.Insert(0, ("sft", SftStage.Model(session, arm)));
        }

        return Evaluate(session, arm.Name, policies, report);
    });

    private static Dictionary<string, long> Evaluate(RunSession session, string arm, IReadOnlyList<(string Policy, string Directory)> policies, StageReport report)
    {
        var problems = session.Mined(ProblemSplit.Train, ProblemSplit.HeldOut, ProblemSplit.Easy);
        var path = session.Paths.Arm(arm).Evaluation;
        for (var i = 0; i < policies.Count; i++)
        {
            var (policy, directory) = policies[i];
            var before = i * problems.Count;
            using var model = session.LoadModel(directory);
            var version = policy == Base ? session.BaseVersion : $"{arm}/{policy}-{ModelDirectory.Fingerprint(directory)[..12]}";
            var solved = 0;
            ChunkedArtifact.Append<MinedProblem, EvaluationRecord>(
                path, problems, 1, RunSession.ChunkItems(model, session.Options.Evaluate.Samples), before,
                (chunk, done) => Measure(session, model, version, policy, chunk, (count, more) => report(before + done + count, problems.Count * policies.Count, $"{policy}: {solved + more} solved")),
                (done, records) =>
                {
                    foreach (var record in records)
                    {
                        RunSession.RequireWeights(path, record.ProblemId, record.WeightVersion, version);
                        solved += record.Correct > 0 ? 1 : 0;
                    }

                    report(before + done, problems.Count * policies.Count, $"{policy}: {solved} solved");
                });
        }

        return new Dictionary<string, long> { ["problems"] = problems.Count, ["policies"] = policies.Count };
    }

    private static List<EvaluationRecord> Measure(
        RunSession session, CausalLanguageModel model, string version, string policy, IReadOnlyList<MinedProblem> chunk, Action<int, int> measured)
    {
        var options = session.Options.Evaluate;
        var requests = chunk.Select(mined => new CompletionRequest
        {
            PromptIds = session.Prompts.Encode(mined.Problem.Question),
            Key = RandomKey.Of(session.Options.Seed, "evaluate", mined.Problem.Id),
            SampleCount = mined.Split == ProblemSplit.Easy ? options.EasySamples ?? options.Samples : options.Samples,
            Sampling = options.Sampling,
        }).ToList();
        var records = new List<EvaluationRecord>();
        foreach (var group in session.Sampler(model, version).Complete(requests, session.Cancellation))
        {
            var mined = chunk[records.Count];
            var graded = group.Completions.Select(c => session.Grader.Grade(mined.Problem, session.Tokenizer.Decode(c.TokenIds, skipSpecialTokens: true), c.FinishReason)).ToList();
            var record = new EvaluationRecord
            {
                ProblemId = mined.Problem.Id,
                Split = mined.Split!.Value,
                Policy = policy,
                Samples = graded.Count,
                Correct = graded.Count(g => g.Reward > 0),
                Truncated = group.Completions.Count(c => c.FinishReason != FinishReason.Stop),
                NoAnswer = graded.Count(g => g.Verdict == "no_answer"),
                MeanLength = group.Completions.Average(c => c.TokenIds.Length),
                WeightVersion = version,
            };
            records.Add(record);
            measured(records.Count, records.Count(r => r.Correct > 0));
        }

        return records;
    }
}
