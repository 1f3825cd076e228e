using System.Globalization;
using System.Text.Json;
using Intervene.Options;
using Intervene.Problems;
using Intervene.Rollouts;
using Intervene.Runs;
using Intervene.Torch.Checkpoints;
using Intervene.Torch.Reinforcement;
using Intervene.Torch.Training;

namespace Intervene.Cli.Stages;

/// <summary>Resumes reinforcement learning from an arm's patched model (Algorithm 1, line 12).</summary>
internal static class RlStage
{
    public static string NameOf(ArmOptions arm) => "rl/" + arm.Name;

    /// <summary>Where an arm's final model lies.</summary>
    public static string Model(RunSession session, ArmOptions arm) => Path.Combine(session.Paths.Arm(arm.Name).Rl, "model");

    /// <summary>Where the rollouts of a training step lie.</summary>
    public static string Rollouts(RunSession session, ArmOptions arm, int step) =>
        Path.Combine(session.Paths.Arm(arm.Name).Rl, "rollouts", string.Create(CultureInfo.InvariantCulture, $"step-{step:D6}.jsonl"));

    public static void Run(RunSession session, ArmOptions arm) => session.Stage(NameOf(arm), report =>
    {
        session.Require(arm.Examples == ExampleKind.None ? MineStage.Name : SftStage.NameOf(arm));
        var problems = session.Mined(ProblemSplit.Train).Select(mined => mined.Problem).ToDictionary(problem => problem.Id, StringComparer.Ordinal);
        var patched = SftStage.Examples(session, arm).Select(example => example.ProblemId).ToHashSet(StringComparer.Ordinal);
        var prompts = problems.Values.Select(problem => new RlProblem(problem.Id, session.Prompts.Encode(problem.Question), patched.Contains(problem.Id))).ToList();
        var paths = session.Paths.Arm(arm.Name);
        using var policy = session.LoadModel(arm.Examples == ExampleKind.None ? null : SftStage.Model(session, arm));
        var options = arm.Rl ?? session.Options.Rl;
        session.Say(NameOf(arm), "peak memory about " + TrainerMemory.Of(
            policy.Config, MicroBatches.Limit(policy, options.MicroBatchTokens), options.Compute, options.RecomputeActivations, reference: options.KlCoefficient > 0));
        session.Say(NameOf(arm), BatchArithmetic.Of(options, problems.Count));
        using var metrics = session.Metrics(NameOf(arm), paths.RlMetrics, TrainingState.LastStep(paths.Rl), "step");
        var alarms = new RlAlarms();
        foreach (var before in JsonLines.Read<MetricsRecord>(paths.RlMetrics))
        {
            alarms.Of(before.Metrics); // what an earlier process has heard and said
        }

        var result = RlTrainer.Run(
            policy, version => session.Sampler(policy, version), prompts,
            (id, completion) => session.Grader.Grade(problems[id], session.Tokenizer.Decode(completion.TokenIds, skipSpecialTokens: true), completion.FinishReason),
            options, session.Options.Seed, arm.Name, paths.Rl, Show, session.Cancellation, session.ModelPath, alarms);
        if (result.NothingToDo)
        {
            session.Say(NameOf(arm), result.Steps == 0 ? "rl.steps is 0: nothing to train" : $"all {result.Steps} steps were done before: nothing left to train");
            report(result.Steps, result.Steps, "");
        }

        ModelDirectory.Save(policy, Model(session, arm), session.ModelPath);
        return new Dictionary<string, long> { ["problems"] = problems.Count, ["steps"] = result.Steps, ["skipped"] = result.Skipped };

        void Show(RlStep step)
        {
            metrics.Write(step.Step, step.Metrics);
            var file = Rollouts(session, arm, step.Step);
            AtomicFile.Write(file, string.Concat(step.Rollouts.Select(rollout => JsonSerializer.Serialize(Record(session, rollout), RecordJson.Options) + "\n")));
            var reward = step.Metrics.First(metric => metric.Name == "critic/score/mean").Value;
            var flat = step.Metrics.First(metric => metric.Name == "zero_advantage_ratio").Value;
            foreach (var alarm in step.Alarms)
            {
                session.Say(NameOf(arm), $"step {step.Step}: {alarm}");
            }

            report(step.Step, step.Steps, string.Create(CultureInfo.InvariantCulture, $"reward {reward:F3}, zero advantage {flat:P0}"));
        }
    }, everyReading: true);

    private static Rollout Record(RunSession session, RlRollout rollout) => new()
    {
        ProblemId = rollout.Problem.Id,
        PromptIds = rollout.Problem.PromptIds,
        Completion = rollout.Completion,
        Text = session.Tokenizer.Decode(rollout.Completion.TokenIds, skipSpecialTokens: true),
        Reward = rollout.Score,
        Verdict = rollout.Verdict,
        WeightVersion = rollout.WeightVersion,
    };
}
