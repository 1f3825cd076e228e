using Intervene.Completions;
using Intervene.Files;
using Intervene.Learning;
using Intervene.Models;
using Intervene.Options;
using Intervene.Pipeline.Engines;
using Intervene.Problems;
using Intervene.Rollouts;

namespace Intervene.Pipeline.Stages;

/// <summary>
/// Trains and measures points of an arm's grid. Reinforcement learning starts from the best fine-tuned model of the search itself, which has seen no
/// problem set aside.
/// </summary>
/// <param name="context">The stage.</param>
/// <param name="arm">The arm.</param>
/// <param name="aside">What is measured on.</param>
/// <param name="folder">Where models and samples stand while the search goes on.</param>
internal sealed class TuningSearch(StageContext context, ArmOptions arm, TuningProblems aside, string folder)
{
    private const string Published = "published", Measured = "measured"; // folders of weights that servers load
    private readonly RunSession _run = context.Run;
    private readonly HashSet<string> _aside = [.. aside.Validation.Select(problem => problem.Id)];

    /// <summary>Trains with a point of the grid and measures the policy.</summary>
    /// <param name="stage">What is trained.</param>
    /// <param name="rate">The learning rate.</param>
    /// <param name="length">Epochs, or steps.</param>
    /// <param name="before">The trials so far.</param>
    public async Task<TuningTrial> TryAsync(string stage, double rate, int length, IReadOnlyList<TuningTrial> before)
    {
        Remove();
        long sampled = 0, trained = 0;
        var start = stage == TuneStage.Rl ? Start(before) : _run.ModelPath;
        using var policy = _run.Engine.Load(start);
        if (stage == TuneStage.Sft)
        {
            FineTune(policy, rate, length, update => trained += update.Tokens);
        }
        else
        {
            Reinforce(policy, start, rate, length, step =>
            {
                sampled += (long)step.Value(RlMetricNames.SampledTokens);
                trained += (long)step.Value(RlMetricNames.TotalTokens);
            });
        }

        var (validation, easy, tokens) = await MeasureAsync(policy, $"{arm.Name}/{stage}-{rate:R}-{length}").ConfigureAwait(false);
        Remove();
        return new TuningTrial
        {
            Stage = stage,
            LearningRate = rate,
            Length = length,
            Validation = validation,
            Easy = easy,
            SampledTokens = sampled + tokens,
            TrainedTokens = trained,
        };
    }

    /// <summary>Removes what the search left.</summary>
    public void Clear()
    {
        Remove();
        OwnFiles.Delete(StartModel, ModelFiles.IsWritten);
        OwnFiles.Delete(folder, _ => false); // which is empty now
    }

    private string StartModel => Path.Combine(folder, "model");

    private string Trial => Path.Combine(folder, "trial");

    private string Samples => Path.Combine(folder, "samples.jsonl");

    /// <summary>The model that reinforcement learning starts from: made once, by the best trial of fine-tuning.</summary>
    private string Start(IReadOnlyList<TuningTrial> before)
    {
        if (!arm.IsFineTuned)
        {
            return _run.ModelPath;
        }

        if (!Directory.Exists(StartModel))
        {
            var best = TuningTrial.Best(before.Where(trial => trial.Stage == TuneStage.Sft));
            using var policy = _run.Engine.Load(_run.ModelPath);
            FineTune(policy, best.LearningRate, best.Length, _ => { });
            policy.Save(StartModel, _run.ModelPath);
            Remove();
        }

        return StartModel;
    }

    private void FineTune(IPolicy policy, double rate, int epochs, Action<SftUpdate> updated)
    {
        var options = _run.Options.SftOf(arm);
        policy.FineTune(
            new FineTuning
            {
                Examples = [.. ExamplesStage.Read(_run, arm).Where(example => !_aside.Contains(example.ProblemId))],
                Options = options with
                {
                    Epochs = epochs,
                    Optimizer = options.Optimizer with { LearningRate = rate },
                    CheckpointEvery = int.MaxValue
                },
                Seed = _run.Options.Seed,
                Directory = Trial,
                Updated = updated,
            },
            context.Cancellation);
    }

    private void Reinforce(IPolicy policy, string start, double rate, int steps, Action<RlStep> stepped)
    {
        var options = _run.Options.RlOf(arm);
        RlProblem[] problems = [.. RlProblems.Of(context, arm).Where(problem => !_aside.Contains(problem.Id))];
        using var published = TrialEngine.OfRl(_run.Options, arm) is not { } fleet ? null : RlEngine.Sampler(
            context, fleet, new SampledPolicy($"{arm.Name}/tune", start, $"{arm.Name}/tune"), Path.Combine(Trial, Published), options, problems);
        policy.Reinforce(
            new RlTraining
            {
                Problems = problems,
                Grade = RlStage.GraderOf(context),
                Options = options with
                {
                    Steps = steps,
                    Optimizer = options.Optimizer with { LearningRate = rate },
                    CheckpointEvery = int.MaxValue,
                    Evaluate = null,
                    Keep = null,
                    Online = null,
                },
                Seed = _run.Options.Seed,
                Arm = arm.Name + "/tune",
                Directory = Trial,
                SamplerAt = published is null ? null : published.At,
                Stepped = stepped,
            },
            context.Cancellation);
        published?.Finish();
    }

    private async Task<(double Validation, double? Easy, long Tokens)> MeasureAsync(IPolicy policy, string version)
    {
        Problem[] problems = [.. aside.Validation, .. aside.Easy];
        SampleItem[] items = [.. problems.Select(problem => new SampleItem
        {
            Problem = problem,
            PromptIds = _run.Prompts.Encode(problem.Question),
            Key = RandomKey.Of(_run.Options.Seed, "tune/measure", problem.Id),
            Samples = _run.Options.Tune!.Samples,
            Sampling = _run.Options.Evaluate.Sampling,
        })];
        var counts = new SampleCounts[problems.Length];
        var numbers = problems.Index().ToDictionary(entry => entry.Item.Id, entry => entry.Index, StringComparer.Ordinal);
        using (var journal = Journal<(string, int), GradedSample>.Open(Samples, record => (record.ProblemId, record.Sample), Count))
        {
            if (TrialEngine.OfMeasure(_run.Options) is { } fleet)
            {
                var directory = Path.Combine(Trial, Measured);
                policy.Save(directory, _run.ModelPath);
                var trial = new SampledPolicy($"{arm.Name}/tune", directory, version);
                await GradedSampler.RunAsync(
                    context, new StageSampling(fleet, trial, NeedsLogProbs: false), items, journal, KeyOf, RecordOf, Count).ConfigureAwait(false);
            }
            else
            {
                await GradedSampler.RunAsync(context, policy.Completer(version), items, journal, KeyOf, RecordOf, Count).ConfigureAwait(false);
            }
        }

        return (Rate(counts[..aside.Validation.Count]), aside.Easy.Count == 0 ? null
            : Rate(counts[aside.Validation.Count..]), counts.Sum(count => count.Tokens));

        (string, int) KeyOf(int item, int sample) => (problems[item].Id, sample);

        GradedSample RecordOf(GradedCompletion graded) => Stages.Samples.RecordOf(version, problems[graded.Item].Id, graded);

        void Count(GradedSample sample) => counts[numbers[sample.ProblemId]] += sample;
    }

    private static double Rate(IReadOnlyList<SampleCounts> counts) => counts.Average(count => (double)count.Correct / Math.Max(1, count.Graded));

    /// <summary>A trial that was cut off begins anew.</summary>
    private void Remove() => OwnFiles.Delete(
        folder, name => ((string[])["trial/checkpoints/", $"trial/{Published}/", $"trial/{Measured}/"]).Any(
            own => name.StartsWith(own, StringComparison.Ordinal)) || name is "samples.jsonl" or "samples.jsonl.partial");
}
