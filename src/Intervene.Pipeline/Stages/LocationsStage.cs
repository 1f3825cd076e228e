using Intervene.Completions;
using Intervene.Files;
using Intervene.Filtering;
using Intervene.Options;
using Intervene.Pipeline.Engines;
using Intervene.Rollouts;
using Intervene.Steps;

namespace Intervene.Pipeline.Stages;

/// <summary>Samples on from the places around the steps that oracles name, so that the report can say where success really falls.</summary>
internal static class LocationsStage
{
    public const string Name = "locations";

    public static Stage Of(RunOptions options) => new()
    {
        Name = Name,
        Verb = FilterStage.Name,
        Options = ["seed", "prompt", "verifier", "filter.samples", "filter.sampling", "filter.tested_per_problem"],
        Engine = StageEngine.KeyOf(options.Filter.Engine ?? options.Engine),
        Reads = [StageList.Problems, StageList.Rollouts, StageList.Steps, StageList.Interventions],
        Writes = [StageList.Locations],
        Scratch = [StageList.Locations + ".partial"],
        Run = RunAsync,
    };

    /// <summary>The rollouts of the interventions that are sampled from, with the steps named, in the order of the rollouts.</summary>
    public static IEnumerable<LocatedAttempt> Attempts(RunSession run)
    {
        var named = FilterStage.Tested(run)
            .ToLookup(
                correction => (correction.ProblemId, correction.Sample),
                correction => (correction.Oracle, Step: correction.ErrorLocation ?? correction.Location));
        return JsonLines.Read<SplitRollout>(run.Paths.Steps).SelectMany(split => named[(split.ProblemId, split.Sample)].Distinct()
            .Select(one => new LocatedAttempt(one.Oracle, split.ProblemId, split.Sample, one.Step, split.Steps.Count)));
    }

    private static async Task<IReadOnlyDictionary<string, long>> RunAsync(StageContext context)
    {
        var run = context.Run;
        var options = run.Options.Filter;
        var places = Attempts(run).SelectMany(attempt => attempt.Sampled.Select(kept => (attempt.ProblemId, attempt.Sample, Kept: kept)))
            .Distinct().ToList();
        long done = 0, right = 0, total = places.Count * (long)options.Samples;
        using var journal = Journal<(string ProblemId, int Attempt, int Kept, int Sample), LocationRollout>.Open(
            run.Paths.Locations, record => (record.ProblemId, record.Sample, record.KeptSteps, record.Completion.Sample), Count);
        if (journal.Count < total)
        {
            await GradedStream.RunAsync(
                context, new StageSampling(options.Engine ?? run.Options.Engine, run.StartPolicy, NeedsLogProbs: true),
                Items(run, places.ToLookup(place => (place.ProblemId, place.Sample), place => place.Kept)),
                journal, (of, sample) => (of.Rollout.ProblemId, of.Rollout.Completion.Sample, of.Kept, sample),
                (of, graded) => RecordOf(of.Rollout, of.Kept, graded), Count).ConfigureAwait(false);
        }

        journal.Seal(places.SelectMany(place =>
            Enumerable.Range(0, options.Samples).Select(sample => (place.ProblemId, place.Sample, place.Kept, sample))));
        return new Dictionary<string, long> { ["places"] = places.Count, ["continuations"] = total, ["right"] = right };

        void Count(LocationRollout rollout)
        {
            done++;
            right += rollout.Reward > 0 ? 1 : 0;
            context.Report(done, total, $"{right} right");
        }
    }

    private static IEnumerable<((Rollout Rollout, int Kept) Of, SampleItem Item)> Items(
        RunSession run, ILookup<(string ProblemId, int Sample), int> places)
    {
        var problems = run.ProblemsById();
        foreach (var (rollout, split) in JsonLines.Read<Rollout>(run.Paths.Rollouts).Zip(JsonLines.Read<SplitRollout>(run.Paths.Steps)))
        {
            foreach (var kept in places[(rollout.ProblemId, rollout.Completion.Sample)])
            {
                yield return ((rollout, kept), new SampleItem
                {
                    Problem = problems[rollout.ProblemId],
                    PromptIds = rollout.PromptIds,
                    PrefixIds = rollout.Completion.TokenIds[..split.Steps[kept].TokenStart],
                    Key = RandomKey.Of(run.Options.Seed, run.Stream($"filter/location/{rollout.Completion.Sample}"), rollout.ProblemId),
                    Samples = run.Options.Filter.Samples,
                    Sampling = run.Options.Filter.Sampling,
                });
            }
        }
    }

    private static LocationRollout RecordOf(Rollout rollout, int kept, GradedCompletion graded) => new()
    {
        ProblemId = rollout.ProblemId,
        Sample = rollout.Completion.Sample,
        KeptSteps = kept,
        Completion = graded.Completion,
        Reward = graded.Grade.Reward,
        Verdict = graded.Grade.Verdict,
        WeightVersion = graded.WeightVersion,
    };
}
