using Intervene.Files;
using Intervene.Filtering;
using Intervene.Interventions;
using Intervene.Options;
using Intervene.Pipeline.Engines;
using Intervene.Problems;
using Intervene.Rollouts;

namespace Intervene.Pipeline.Stages;

/// <summary>
/// Keeps the interventions from which the base model goes on to the right answer, measured against three controls (paper, section 4.2).
/// </summary>
internal static class FilterStage
{
    public const string Name = "filter";

    public static Stage Of(RunOptions options) => new()
    {
        Name = Name,
        Verb = Name,
        Options = ["seed", "prompt", "verifier", "filter"],
        Ignored = ["filter.engine"],
        Engine = StageEngine.KeyOf(options.Filter.Engine ?? options.Engine),
        Reads = [StageList.Problems, StageList.Rollouts, StageList.Interventions],
        Writes = [StageList.Guided, StageList.Funnel],
        Scratch = [StageList.Guided + ".partial"],
        Run = RunAsync,
    };

    /// <summary>The interventions that a finished stage kept.</summary>
    public static IReadOnlyList<Correction> Kept(RunSession run)
    {
        var options = run.Options.Filter;
        return InterventionFilter.Keep(
            Tested(JsonLines.Read<Proposal>(run.Paths.Interventions), options),
            JsonLines.Read<GuidedRollout>(run.Paths.Guided), options.MinCorrect, options.KeptPerAttempt);
    }

    /// <summary>The interventions that a finished stage sampled from.</summary>
    public static IReadOnlyList<Correction> Tested(RunSession run) => Tested(JsonLines.Read<Proposal>(run.Paths.Interventions), run.Options.Filter);

    private static async Task<IReadOnlyDictionary<string, long>> RunAsync(StageContext context)
    {
        var run = context.Run;
        var options = run.Options.Filter;
        var problems = run.ProblemsById();
        var proposals = JsonLines.Read<Proposal>(run.Paths.Interventions).ToList();
        var tested = Tested(proposals, options);
        await SampleAsync(context, tested, problems).ConfigureAwait(false);
        var guided = JsonLines.Read<GuidedRollout>(run.Paths.Guided).Select(rollout => rollout with { Text = "" }).ToList();
        var kept = InterventionFilter.Keep(tested, guided, options.MinCorrect, options.KeptPerAttempt);
        var funnel = FunnelBuilder.Build(problems, JsonLines.Read<Rollout>(run.Paths.Rollouts), proposals, guided, kept, run.Options.Seed);
        JsonFile.Write(run.Paths.Funnel, funnel);
        return new Dictionary<string, long> { ["interventions"] = tested.Count, ["working"] = funnel.Working, ["kept"] = kept.Count };
    }

    private static List<Correction> Tested(IEnumerable<Proposal> proposals, FilterOptions options) =>
        [.. proposals.OfType<Correction>().GroupBy(correction => correction.ProblemId, StringComparer.Ordinal)
            .SelectMany(group => group.Take(options.TestedPerProblem ?? int.MaxValue))];

    private static async Task SampleAsync(StageContext context, IReadOnlyList<Correction> tested, IReadOnlyDictionary<string, Problem> problems)
    {
        var run = context.Run;
        var options = run.Options.Filter;
        var work = tested.SelectMany(correction => GuidedRequests.Arms(options.Controls).Select(arm => (Correction: correction, Arm: arm))).ToList();
        SampleItem[] items = [.. work.Select(item => new SampleItem
        {
            Problem = problems[item.Correction.ProblemId],
            PromptIds = run.Prompts.Encode(problems[item.Correction.ProblemId].Question),
            PrefixIds = GuidedRequests.Conditioning(item.Correction, item.Arm),
            Key = GuidedRequests.KeyOf(item.Correction, item.Arm, run.Options.Seed),
            Samples = options.Samples,
            Sampling = options.Sampling,
        })];
        var working = new HashSet<InterventionId>();
        long done = 0, total = items.Length * (long)options.Samples;
        using var journal = Journal<(InterventionId, GuidedArm, int), GuidedRollout>.Open(
            run.Paths.Guided, record => (record.Intervention, record.Arm, record.Completion.Sample), Count);
        await GradedSampler.RunAsync(
            context, new StageSampling(options.Engine ?? run.Options.Engine, run.BasePolicy, NeedsLogProbs: true), items, journal,
            (item, sample) => (work[item].Correction.Id, work[item].Arm, sample),
            graded => RecordOf(work[graded.Item].Correction, work[graded.Item].Arm, graded), Count).ConfigureAwait(false);
        journal.Seal(work.SelectMany(item => Enumerable.Range(0, options.Samples).Select(sample => (item.Correction.Id, item.Arm, sample))));

        void Count(GuidedRollout rollout)
        {
            done++;
            if (rollout is { Arm: GuidedArm.Intervention, Reward: > 0 })
            {
                working.Add(rollout.Intervention);
            }

            context.Report(done, total, $"{working.Count} of {tested.Count} interventions work");
        }
    }

    private static GuidedRollout RecordOf(Correction correction, GuidedArm arm, GradedCompletion graded) => new()
    {
        ProblemId = correction.ProblemId,
        Sample = correction.Sample,
        Number = correction.Number,
        Arm = arm,
        Completion = graded.Completion,
        Text = graded.Text,
        Reward = graded.Grade.Reward,
        Verdict = graded.Grade.Verdict,
        WeightVersion = graded.WeightVersion,
    };
}
