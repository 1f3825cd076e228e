using Intervene.Pipeline.Recipes;
using Intervene.Pipeline.Runs;
using Intervene.Reports.Content;

namespace Intervene.Pipeline.Stages;

/// <summary>What a reader of the report may want to open next: the run's files, and the options of its arms.</summary>
internal static class RunArtifacts
{
    private static readonly (string Ending, string Words)[] Kinds =
    [
        ("run.yaml", "all options"), ("manifest.json", "versions and inputs"), ("stages.jsonl", "what was done"), ("fleets.jsonl", "servers"),
        ("01-samples.jsonl", "samples of mining"), ("01-problems.jsonl", "mined problems"), ("01-solutions.jsonl", "the oracle's own solutions"),
        ("02-rollouts.jsonl", "attempts"), ("03-steps.jsonl", "steps of the attempts"), ("04-replies.jsonl", "the oracles' replies"),
        ("04-interventions.jsonl", "interventions"), ("04-solutions.jsonl", "written solutions"), ("05-guided.jsonl", "continuations"),
        ("05-locations.jsonl", "continuations around the errors"), ("05-outcomes.jsonl", "what became of interventions"),
        ("05-funnel.json", "the funnel"), ("05-examples.jsonl", "training examples"), ("05-tuning.jsonl", "trials of the search"),
        ("06-sft/metrics.jsonl", "fine-tuning, step by step"), ("07-rl/metrics.jsonl", "reinforcement learning, step by step"),
        ("07-rl/likelihood.jsonl", "likelihood of fixed texts, step by step"),
        ("08-samples.jsonl", "samples of the evaluation"), ("08-evaluation.jsonl", "the evaluation"),
    ];

    /// <summary>The files that are there, in the order in which they are made; of one that grows, what it is called until it is whole.</summary>
    public static IReadOnlyList<ReportFact> Of(RunView run)
    {
        string[] own = ["run.yaml", "manifest.json", "stages.jsonl", "fleets.jsonl"];
        return [.. own.Concat(StageList.Of(run.Options).SelectMany(stage => stage.Writes)).Where(path => path != StageList.Report).Distinct()
            .Select(path => File.Exists(Path.Combine(run.Paths.Root, path)) ? new ReportFact(path, Words(path))
                : File.Exists(Path.Combine(run.Paths.Root, path + ".partial")) ? new ReportFact(path + ".partial", Words(path) + ", so far") : null)
            .OfType<ReportFact>()];
    }

    /// <summary>The options that every arm trains with.</summary>
    public static IReadOnlyList<ArmFacts> Options(RunView run)
    {
        var named = new StageOptions(run.Options);
        return [.. run.Options.Arms.Select(arm => new ArmFacts(ArmTitles.Of(arm),
        [
            .. named.Under([$"arms.{arm.Name}.examples"], []).Select(entry => new ReportFact(entry.Key[$"arms.{arm.Name}.".Length..], entry.Value)),
            .. arm.IsFineTuned ? Flat("sft", TuneStage.SftOf(run.Paths, run.Options, arm)) : [],
            .. Flat("rl", TuneStage.RlOf(run.Paths, run.Options, arm)),
        ]))];
    }

    private static IEnumerable<ReportFact> Flat<T>(string name, T options)
        where T : class =>
        RunComparison.Flatten(name, OptionsYaml.Write(options)).Select(entry => new ReportFact($"{name}.{entry.Key}", entry.Value));

    private static string Words(string path) =>
        Kinds.FirstOrDefault(kind => path.EndsWith(kind.Ending, StringComparison.Ordinal)).Words ?? "";
}
