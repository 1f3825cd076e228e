using Intervene.Files;
using Intervene.Filtering;
using Intervene.Interventions;
using Intervene.Options;
using Intervene.Rollouts;

namespace Intervene.Pipeline.Stages;

/// <summary>Keeps the interventions from which the base model went on to the right answer, and counts what every sieve left.</summary>
internal static class FunnelStage
{
    public const string Name = "funnel";

    public static Stage Of(RunOptions options) => new()
    {
        Name = Name,
        Verb = FilterStage.Name,
        Options = ["seed", "filter.min_correct", "filter.kept_per_attempt", "filter.tested_per_problem", "filter.validate_location"],
        ReadsModel = false,
        Reads =
        [
            StageList.Problems, StageList.Rollouts, StageList.Replies, StageList.Interventions, StageList.Guided,
            .. options.Filter.ValidateLocation ? [StageList.Steps, StageList.Locations] : Array.Empty<string>(),
        ],
        Writes = [StageList.Outcomes, StageList.Funnel],
        Run = context => Task.FromResult(Run(context)),
    };

    /// <summary>The interventions that were sampled from, streamed in their order.</summary>
    /// <param name="run">The run.</param>
    /// <param name="keptOnly">Whether only those that the stage kept are wanted.</param>
    public static IEnumerable<Correction> Sampled(RunSession run, bool keptOnly)
    {
        var wanted = JsonLines.Read<InterventionOutcome>(run.Paths.Outcomes).Where(outcome => outcome.Kept || !keptOnly)
            .Select(outcome => outcome.Intervention).ToHashSet();
        return JsonLines.Read<Proposal>(run.Paths.Interventions).OfType<Correction>().Where(correction => wanted.Contains(correction.Id));
    }

    private static IReadOnlyDictionary<string, long> Run(StageContext context)
    {
        var run = context.Run;
        var options = run.Options.Filter;
        var counts = GuidedCounts.Of(JsonLines.Read<GuidedRollout>(run.Paths.Guided));
        var outcomes = InterventionOutcomes.Of(FilterStage.Tested(run), counts, options.MinCorrect, options.KeptPerAttempt);
        JsonLines.Write(run.Paths.Outcomes, outcomes);
        var funnel = FunnelBuilder.Build(new FunnelSources
        {
            Problems = run.ProblemsById(),
            Rollouts = JsonLines.Read<Rollout>(run.Paths.Rollouts),
            Replies = JsonLines.Read<RecordedReply>(run.Paths.Replies),
            Proposals = JsonLines.Read<Proposal>(run.Paths.Interventions),
            Outcomes = outcomes,
            Locations = options.ValidateLocation ? Locations(run) : [],
            MinCorrect = options.MinCorrect,
            PerAttempt = options.KeptPerAttempt,
            Seed = run.Options.Seed,
        });
        JsonFile.Write(run.Paths.Funnel, funnel);
        foreach (var finding in FunnelFindings.Of(funnel))
        {
            context.Say(finding);
        }

        return new Dictionary<string, long> { ["interventions"] = funnel.Sampled, ["working"] = funnel.Working, ["kept"] = funnel.Kept };
    }

    private static IReadOnlyList<OracleLocations> Locations(RunSession run)
    {
        var counts = LocationCounts.Of(JsonLines.Read<LocationRollout>(run.Paths.Locations));
        return LocationCheck.Of(LocationsStage.Attempts(run), counts.Of, run.Options.Seed);
    }
}
