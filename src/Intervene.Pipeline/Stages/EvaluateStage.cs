using Intervene.Completions;
using Intervene.Evaluation;
using Intervene.Files;
using Intervene.Models;
using Intervene.Options;
using Intervene.Pipeline.Engines;
using Intervene.Problems;
using Intervene.Rewards;

namespace Intervene.Pipeline.Stages;

/// <summary>Measures pass@k of a policy on the train, held-out and easy problems (paper, section 6).</summary>
internal static class EvaluateStage
{
    /// <summary>The pseudo-arm of the untrained model; no arm has its name.</summary>
    public const string Base = ArmOptions.Reserved;

    public static string NameOf(string arm) => "evaluate/" + arm;

    public static Stage OfBase(RunOptions options) => new()
    {
        Name = NameOf(Base),
        Verb = "evaluate",
        Options = ["seed", "prompt", "verifier", "evaluate", .. RlHeldOut.ChoosingOptions(options)],
        Ignored = ["evaluate.k", "evaluate.engine", "evaluate.decoding", "evaluate.data", "evaluate.overlap"],
        Engine = StageEngine.KeyOf(options.Evaluate.Engine ?? options.Engine),
        Reads = [StageList.Problems],
        Writes = [StageList.EvaluationSamples(Base), StageList.Evaluation(Base)],
        Scratch = [StageList.EvaluationSamples(Base) + ".partial"],
        Run = context => RunAsync(context, Base, [(Base, context.Run.ModelPath)]),
    };

    public static Stage Of(RunOptions options, ArmOptions arm) => OfBase(options) with
    {
        Name = NameOf(arm.Name),
        ReadsModel = false,
        Reads = !arm.IsFineTuned
            ? [StageList.Problems, StageList.RlModel(arm)] : [StageList.Problems, StageList.SftModel(arm), StageList.RlModel(arm)],
        Writes = [StageList.EvaluationSamples(arm.Name), StageList.Evaluation(arm.Name)],
        Scratch = [StageList.EvaluationSamples(arm.Name) + ".partial"],
        Refusal = StageEngine.Refusal(
            options.Evaluate.Engine ?? options.Engine, Policies(arm).Select(policy => $"{arm.Name}/{policy}"), "evaluate.engine"),
        IsLeftOut = ledger => SftStage.HasNothing(ledger, arm),
        Run = context => RunAsync(context, arm.Name, PoliciesOf(context.Run, arm)),
    };

    /// <summary>The policies of an arm with their model directories.</summary>
    public static IReadOnlyList<(string Policy, string Directory)> PoliciesOf(RunSession run, ArmOptions arm)
    {
        var paths = run.Paths.Arm(arm.Name);
        return [.. Policies(arm).Select(policy => (policy, policy == "rl" ? paths.RlModel : paths.SftModel))];
    }

    /// <summary>Names the weights of a policy.</summary>
    public static string VersionOf(RunSession run, string arm, string policy, string directory) =>
        arm == Base ? run.BaseVersion : $"{ArmRounds.PolicyName(arm, run.Round, policy)}-{ModelFiles.Fingerprint(directory)[..12]}";

    private static string[] Policies(ArmOptions arm) => arm.IsFineTuned ? ["sft", "rl"] : ["rl"];

    private static async Task<IReadOnlyDictionary<string, long>> RunAsync(
        StageContext context, string arm, IReadOnlyList<(string Policy, string Directory)> policies)
    {
        var run = context.Run;
        var choosing = RlHeldOut.Choosing(run);
        MinedProblem[] mined = [.. run.Whole.MinedOf(ProblemSplit.Train, ProblemSplit.HeldOut, ProblemSplit.Easy)
            .Where(problem => !choosing.Contains(problem.Problem.Id))];
        SampleItem[] items = [.. mined.Select(problem => ItemOf(run, problem))];
        var versions = policies.ToDictionary(
            policy => policy.Policy, policy => VersionOf(run, arm, policy.Policy, policy.Directory), StringComparer.Ordinal);
        var counts = await PolicySamples.CountAsync(
            context, run.Paths.Arm(arm).Samples, run.Options.Evaluate.Engine ?? run.Options.Engine,
            [.. policies.Select(policy => (policy.Policy, SampledOf(run, arm, policy.Policy, policy.Directory, versions[policy.Policy])))], items)
            .ConfigureAwait(false);
        JsonLines.Write(run.Paths.Arm(arm).Evaluation, policies.SelectMany(policy => mined.Select((problem, i) =>
            RecordOf(policy.Policy, problem.Problem.Id, problem.Split!.Value, counts[policy.Policy][i], versions[policy.Policy]))));
        return new Dictionary<string, long> { ["problems"] = mined.Length, ["policies"] = policies.Count };
    }

    /// <summary>A policy of an arm, or the base model, as engines know it.</summary>
    public static SampledPolicy SampledOf(RunSession run, string arm, string policy, string directory, string version) =>
        new(arm == Base ? SampledPolicy.Base : ArmRounds.PolicyName(arm, run.Round, policy), directory, version);

    private static SampleItem ItemOf(RunSession run, MinedProblem mined) => new()
    {
        Problem = mined.Problem,
        PromptIds = run.Prompts.Encode(mined.Problem.Question),
        Key = RandomKey.Of(run.Options.Seed, "evaluate", mined.Problem.Id),
        Samples = mined.Split == ProblemSplit.Easy ? run.Options.Evaluate.EasySamples ?? run.Options.Evaluate.Samples : run.Options.Evaluate.Samples,
        Sampling = run.Options.Evaluate.Sampling,
    };

    /// <summary>What a policy did on a problem.</summary>
    public static EvaluationRecord RecordOf(string policy, string problemId, ProblemSplit split, SampleCounts counts, string version) => new()
    {
        ProblemId = problemId,
        Split = split,
        Policy = policy,
        Samples = counts.RequireGraded($"evaluate: problem {problemId} by {policy}", "Mend it and use --redo evaluate."),
        Correct = counts.Correct,
        Truncated = counts.Truncated,
        NoAnswer = counts.Verdicts.GetValueOrDefault(Verdicts.NoAnswer),
        Unparsable = counts.Verdicts.GetValueOrDefault(Verdicts.Unparsable),
        RivalVotes = counts.RivalVotes,
        MeanLength = (double)counts.Tokens / counts.Samples,
        WeightVersion = version,
    };
}
