using System.Globalization;
using Intervene.Files;
using Intervene.Learning;
using Intervene.Options;
using Intervene.Pipeline.Runs;

namespace Intervene.Pipeline.Stages;

/// <summary>Searches an arm's learning rates and epochs over the recipe's grid, the same for every arm, on problems that no table measures.</summary>
internal static class TuneStage
{
    public const string Sft = "sft", Rl = "rl";

    public static string NameOf(ArmOptions arm) => "tune/" + arm.Name;

    public static Stage Of(RunOptions options, ArmOptions arm) => new()
    {
        Name = NameOf(arm),
        Verb = Sft,
        Options =
        [
            "seed", "prompt", "verifier", "tune", "evaluate.sampling", "mine.easy_threshold", arm.Sft is null ? "sft" : $"arms.{arm.Name}.sft",
            .. RlStage.OptionsOf(options, arm),
        ],
        Ignored = [RlStage.EngineOf(arm), RlLikelihood.OptionOf(arm)],
        Engine = TrialEngine.KeyOf(options, arm),
        Reads = [.. RlProblems.ReadsOf(options.RlOf(arm)), .. arm.IsFineTuned ? (string[])[StageList.Examples(arm)] : []],
        Writes = [StageList.Tuning(arm)],
        Scratch = [StageList.Tuning(arm) + ".partial", Folder(arm)],
        IsLeftOut = ledger => SftStage.HasNothing(ledger, arm),
        Run = context => RunAsync(context, arm),
    };

    /// <summary>What a stage reads to know what the search found.</summary>
    public static IReadOnlyList<string> ReadsOf(RunOptions options, ArmOptions arm) => options.Tune is null ? [] : [StageList.Tuning(arm)];

    /// <summary>An arm's fine-tuning with what the search found; as the recipe says where nothing is searched.</summary>
    public static SftOptions SftOf(RunSession run, ArmOptions arm) => SftOf(run.Paths, run.Options, arm);

    /// <inheritdoc cref="SftOf(RunSession, ArmOptions)"/>
    public static SftOptions SftOf(RunPaths paths, RunOptions options, ArmOptions arm) => Found(paths, options, arm, Sft) is { } best
        ? At(options.SftOf(arm), best) : options.SftOf(arm);

    /// <summary>An arm's reinforcement learning with what the search found; as the recipe says where nothing is searched.</summary>
    public static RlOptions RlOf(RunSession run, ArmOptions arm) => RlOf(run.Paths, run.Options, arm);

    /// <inheritdoc cref="RlOf(RunSession, ArmOptions)"/>
    public static RlOptions RlOf(RunPaths paths, RunOptions options, ArmOptions arm) => Found(paths, options, arm, Rl) is { } best
        ? At(options.RlOf(arm), best) : options.RlOf(arm);

    private static string Folder(ArmOptions arm) => $"arms/{arm.Name}/05-tuning";

    private static TuningTrial? Found(RunPaths paths, RunOptions options, ArmOptions arm, string stage)
    {
        var path = paths.Arm(arm.Name).Tuning;
        TuningTrial[] trials = options.Tune is null || !File.Exists(path) ? []
            : [.. JsonLines.Read<TuningTrial>(path).Where(trial => trial.Stage == stage)];
        return trials.Length > 0 ? TuningTrial.Best(trials) : null;
    }

    private static SftOptions At(SftOptions options, TuningTrial trial) =>
        options with { Epochs = trial.Length, Optimizer = options.Optimizer with { LearningRate = trial.LearningRate } };

    private static RlOptions At(RlOptions options, TuningTrial trial) =>
        options with { Optimizer = options.Optimizer with { LearningRate = trial.LearningRate } };

    private static async Task<IReadOnlyDictionary<string, long>> RunAsync(StageContext context, ArmOptions arm)
    {
        var run = context.Run;
        var tune = run.Options.Tune!;
        var aside = TuningProblems.Of(run, tune);
        if (aside.Validation.Count < tune.ValidationProblems || aside.Easy.Count < tune.EasyProblems)
        {
            context.Say($"the search measures on {aside.Validation.Count} of tune.validation_problems {tune.ValidationProblems} (at most half of the "
                + $"training problems) and on {aside.Easy.Count} of tune.easy_problems {tune.EasyProblems}: mining found no more");
        }

        var set = aside.Validation.Select(problem => problem.Id).ToHashSet(StringComparer.Ordinal);
        if (arm.IsFineTuned && ExamplesStage.Read(run, arm) is { Count: > 0 } examples && examples.All(example => set.Contains(example.ProblemId)))
        {
            throw new InterveneException($"tune: all {examples.Count} examples of arm {arm.Name} are of the {set.Count} training problems that are "
                + "set aside to measure on, and nothing is left to try. Mine more problems, lower tune.validation_problems, or leave tune out.");
        }

        var search = new TuningSearch(context, arm, aside, Path.Combine(run.Paths.Root, Folder(arm)));
        (string Stage, double Rate, int Length)[] grid =
        [
            .. arm.IsFineTuned ? tune.SftLearningRates.SelectMany(rate => tune.SftEpochs.Select(epochs => (Sft, rate, epochs))) : [],
            .. run.Options.RlOf(arm).Steps > 0 ? tune.RlLearningRates.Select(rate => (Rl, rate, tune.RlSteps)) : [],
        ];
        if (TrialEngine.Notice(run.Options, arm) is { } notice)
        {
            context.Say(notice);
        }

        var trials = new List<TuningTrial>();
        using var journal = Journal<(string, double, int),
            TuningTrial>.Open(run.Paths.Arm(arm.Name).Tuning, trial => (trial.Stage, trial.LearningRate, trial.Length), trials.Add);
        foreach (var point in grid)
        {
            if (!journal.Has(point))
            {
                var trial = await search.TryAsync(point.Stage, point.Rate, point.Length, trials).ConfigureAwait(false);
                journal.Append([trial]);
                trials.Add(trial);
            }

            context.Report(trials.Count, grid.Length, string.Create(CultureInfo.InvariantCulture, $"best {trials.Max(trial => trial.Score):F3}"));
        }

        journal.Seal(grid);
        search.Clear();
        return new Dictionary<string, long>
        {
            ["trials"] = grid.Length,
            ["validation"] = aside.Validation.Count,
            ["easy"] = aside.Easy.Count,
        };
    }
}
