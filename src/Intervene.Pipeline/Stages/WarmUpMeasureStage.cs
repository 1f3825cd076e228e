using System.Globalization;
using System.Text.Json;
using Intervene.Completions;
using Intervene.Evaluation;
using Intervene.Files;
using Intervene.Models;
using Intervene.Options;
using Intervene.Pipeline.Engines;
using Intervene.Problems;
using Intervene.Problems.Reading;
using Intervene.Problems.Rows;
using Intervene.Rollouts;

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
        var numbers = problems.Index().ToDictionary(entry => entry.Item.Id, entry => entry.Index, StringComparer.Ordinal);
        SampledPolicy[] policies =
        [
            new(Before, run.SourcePath, "source-" + ModelFiles.Fingerprint(run.SourcePath)[..12]), new(After, run.ModelPath, run.BaseVersion),
        ];
        var counts = policies.ToDictionary(policy => policy.Name, _ => new SampleCounts[items.Length], StringComparer.Ordinal);
        long done = 0;
        using (var journal = Journal<(string Policy, string Problem, int Sample), GradedSample>.Open(
            run.Paths.WarmUpSamples, record => (record.Policy, record.ProblemId, record.Sample), Count))
        {
            foreach (var policy in policies)
            {
                await GradedSampler.RunAsync(
                    context, new StageSampling(new LocalSamplingOptions(), policy, NeedsLogProbs: false), items, journal,
                    (item, sample) => (policy.Name, problems[item].Id, sample),
                    graded => Samples.RecordOf(policy.Name, problems[graded.Item].Id, graded), Count).ConfigureAwait(false);
            }

            journal.Seal(policies.SelectMany(
                policy => problems.SelectMany(problem => Enumerable.Range(0, options.Samples).Select(sample => (policy.Name, problem.Id, sample)))));
        }

        EvaluationRecord[] records = [.. policies.SelectMany(policy => problems.Select((problem, i) =>
            EvaluateStage.RecordOf(policy.Name, problem.Id, ProblemSplit.Easy, counts[policy.Name][i], policy.Version)))];
        AtomicFile.Write(
            run.Paths.WarmUpEvaluation, string.Concat(records.Select(record => JsonSerializer.Serialize(record, RecordJson.Options) + "\n")));
        context.Say(WarmUpEffect.Of(records).ToString());
        return new Dictionary<string, long> { ["problems"] = problems.Count };

        void Count(GradedSample record)
        {
            var own = counts[record.Policy];
            own[numbers[record.ProblemId]] += record;
            context.Report(++done, policies.Length * items.Length * (long)options.Samples, string.Create(
                CultureInfo.InvariantCulture, $"{record.Policy}: {own.Count(count => count.Correct > 0)} solved"));
        }
    }
}
