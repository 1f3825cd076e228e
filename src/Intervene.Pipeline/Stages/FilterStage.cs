using Intervene.Files;
using Intervene.Filtering;
using Intervene.Interventions;
using Intervene.Options;
using Intervene.Pipeline.Engines;

namespace Intervene.Pipeline.Stages;

/// <summary>Samples on from interventions and from three controls of each (paper, section 4.2).</summary>
internal static class FilterStage
{
    public const string Name = "filter";

    public static Stage Of(RunOptions options) => new()
    {
        Name = Name,
        Verb = Name,
        Options = ["seed", "prompt", "verifier", "filter.samples", "filter.sampling", "filter.controls", "filter.tested_per_problem"],
        Engine = StageEngine.KeyOf(options.Filter.Engine ?? options.Engine),
        Reads = [StageList.Problems, StageList.Interventions],
        Writes = [StageList.Guided],
        Scratch = [StageList.Guided + ".partial"],
        Run = RunAsync,
    };

    /// <summary>The interventions that are sampled from, streamed.</summary>
    public static IEnumerable<Correction> Tested(RunSession run) =>
        TestedInterventions.Of(JsonLines.Read<Proposal>(run.Paths.Interventions), run.Options.Filter.TestedPerProblem);

    private static async Task<IReadOnlyDictionary<string, long>> RunAsync(StageContext context)
    {
        var run = context.Run;
        var options = run.Options.Filter;
        var arms = GuidedRequests.Arms(options.Controls);
        var tested = Tested(run).Select(correction => correction.Id).ToList();
        var working = new HashSet<InterventionId>();
        long done = 0, total = tested.Count * (long)arms.Count * options.Samples;
        using var journal = Journal<(InterventionId, GuidedArm, int), GuidedRollout>.Open(
            run.Paths.Guided, record => (record.Intervention, record.Arm, record.Completion.Sample), Count);
        if (journal.Count < total)
        {
            await GradedStream.RunAsync(
                context, new StageSampling(options.Engine ?? run.Options.Engine, run.StartPolicy, NeedsLogProbs: true), Items(run, arms), journal,
                (of, sample) => (of.Correction.Id, of.Arm, sample),
                (of, graded) => RecordOf(of.Correction, of.Arm, graded), Count).ConfigureAwait(false);
        }

        journal.Seal(tested.SelectMany(id => arms.SelectMany(arm => Enumerable.Range(0, options.Samples).Select(sample => (id, arm, sample)))));
        return new Dictionary<string, long> { ["interventions"] = tested.Count, ["continuations"] = total, ["working"] = working.Count };

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

    private static IEnumerable<((Correction Correction, GuidedArm Arm) Of, SampleItem Item)> Items(RunSession run, IReadOnlyList<GuidedArm> arms)
    {
        var problems = run.ProblemsById();
        foreach (var correction in Tested(run))
        {
            var problem = problems[correction.ProblemId];
            var prompt = run.Prompts.Encode(problem.Question);
            foreach (var arm in arms)
            {
                yield return ((correction, arm), new SampleItem
                {
                    Problem = problem,
                    PromptIds = prompt,
                    PrefixIds = GuidedRequests.Conditioning(correction, arm),
                    Key = GuidedRequests.KeyOf(correction, run.Options.Seed, run.Round?.Name),
                    Samples = run.Options.Filter.Samples,
                    Sampling = run.Options.Filter.Sampling,
                });
            }
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
