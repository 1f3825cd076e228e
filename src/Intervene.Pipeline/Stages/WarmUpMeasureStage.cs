using Intervene.Completions;
using Intervene.Evaluation;
using Intervene.Files;
using Intervene.Models;
using Intervene.Options;
using Intervene.Pipeline.Engines;
using Intervene.Problems;
using Intervene.Problems.Reading;
using Intervene.Problems.Rows;

namespace Intervene.Pipeline.Stages;

/// <summary>Samples problems that the warm-up never saw before and after it.</summary>
internal static class WarmUpMeasureStage
{
    public const string Name = "warm-up/measure", Before = "before", After = "after";

    public static Stage Of() => new()
    {
        Name = Name,
        Verb = WarmUpStage.Name,
        Options = ["warm_up.measure", "warm_up.seed", "prompt", "verifier"],
        ReadsSources = true,
        Reads = [StageList.WarmUpModel],
        Writes = [StageList.WarmUpSamples, StageList.WarmUpEvaluation],
        Scratch = [StageList.WarmUpSamples + ".partial"],
        Run = RunAsync,
    };

    private static async Task<IReadOnlyDictionary<string, long>> RunAsync(StageContext context)
    {
        var run = context.Run;
        var options = run.Options.WarmUp!.Measure!;
        var dropped = new DroppedRows();
        var problems = UniqueProblems
            .Of([.. options.Data.Select(source => ProblemFile.Read(ProblemSources.Query(source, run.Options.Verifier)))], dropped)
            .Select(placed => placed.Problem).ToList();
        SampleItem[] items = [.. problems.Select(problem => new SampleItem
        {
            Problem = problem,
            PromptIds = run.Prompts.Encode(problem.Question),
            Key = RandomKey.Of(run.Options.WarmUp.Seed, "warm-up/measure", problem.Id),
            Samples = options.Samples,
            Sampling = options.Sampling,
        })];
        SampledPolicy[] policies =
        [
            new(Before, run.SourcePath, "source-" + ModelFiles.Fingerprint(run.SourcePath)[..12]), new(After, run.ModelPath, run.BaseVersion),
        ];
        var counts = await PolicySamples.CountAsync(
            context, run.Paths.WarmUpSamples, new LocalSamplingOptions(), [.. policies.Select(policy => (policy.Name, policy))], items)
            .ConfigureAwait(false);
        EvaluationRecord[] records = [.. policies.SelectMany(policy => problems.Select((problem, i) =>
            EvaluateStage.RecordOf(policy.Name, problem.Id, ProblemSplit.Easy, counts[policy.Name][i], policy.Version)))];
        JsonLines.Write(run.Paths.WarmUpEvaluation, records);
        context.Say(WarmUpEffect.Of(records).ToString());
        return new Dictionary<string, long> { ["problems"] = problems.Count };
    }
}
