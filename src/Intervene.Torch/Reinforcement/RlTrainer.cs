using System.Diagnostics;
using System.Text.Json;
using Intervene.Completions;
using Intervene.Files;
using Intervene.Learning;
using Intervene.Options;
using Intervene.Pipeline.Engines;
using Intervene.Torch.Models;
using Intervene.Torch.Training;
using static TorchSharp.torch;

namespace Intervene.Torch.Reinforcement;

/// <summary>GRPO-style reinforcement learning (paper, section 4.3; verl's definitions).</summary>
/// <remarks>
/// A step: sample a group of rollouts for each problem of the batch, grade them, make advantages, update the policy on mini-batches of problems. The
/// learning rate moves once a step, as in verl. A step whose advantages are all 0 updates nothing, unless there is a KL or an entropy term.
/// </remarks>
public static class RlTrainer
{
    /// <summary>Trains a policy in place; goes on from the last checkpoint in the folder.</summary>
    /// <param name="policy">The model with its initial weights, which are also the reference of the KL term.</param>
    /// <param name="samplerAt">Gives the sampler of the policy's current weights under a version's name.</param>
    /// <param name="training">What to train on and how; goes on from the last checkpoint in its folder.</param>
    /// <param name="cancellation">Ends the training within the sampling or between two steps, after a checkpoint of the last complete step.</param>
    /// <exception cref="InterveneException">There is no problem, options contradict, the checkpoint is another run's, the sampler or the reward
    /// fails, or gradients stay not finite.</exception>
    /// <exception cref="OperationCanceledException">The training was cancelled.</exception>
    public static RlResult Run(CausalLanguageModel policy, Func<string, ICompleter> samplerAt, RlTraining training, CancellationToken cancellation)
    {
        var (problems, options) = (training.Problems, training.Options);
        Require(problems, options);
        using var reference = options.Kl is not null
            ? ComputeModel.Copy(policy, options.Compute == ComputeType.Bfloat16 ? bfloat16 : float32) : null;
        var fingerprint = TrainingState.Fingerprint(
            options with
            {
                CheckpointEvery = 1,
                MicroBatchTokens = 1,
                KeepCheckpoints = 1,
                BestMetric = null,
                Evaluate = null,
                Keep = null,
                Online = options.Online is { } asking ? asking with { Oracle = null } : null, // whom it asks is the stage's to know
                RecomputeActivations = false,
                Engine = null,
            },
            training.Seed, problems.Select(p => JsonSerializer.Serialize(p, RecordJson.Options)).Prepend(training.Arm));
        using var session = new TrainingSession(
            "rl", training.Directory, policy, options.Optimizer, fingerprint, new KeptCheckpoints(options.CheckpointEvery, options.KeepCheckpoints),
            training.Source);
        var grader = new RolloutGrader(training.Grade, options, policy.Config.VocabularySize);
        var hints = new HintGuide(options.Hints, options.Steps, session.Hints);
        var online = new OnlineGuide(training.Online is null ? null : options.Online, session.Online);
        var prompts = problems.ToDictionary(problem => problem.Id, problem => problem.PromptIds, StringComparer.Ordinal);
        var collector = new RolloutCollector(samplerAt, problems, grader, options, training.Seed, training.Arm, hints, online);
        using var updater = new PolicyUpdate(policy, reference, session.Optimizer, options);
        Measure(session.ResumedFrom); // the start, or what a killed process has not measured to its end
        for (var step = session.ResumedFrom; step < options.Steps; step++)
        {
            var watch = Stopwatch.StartNew();
            CollectedRollouts collected;
            try
            {
                cancellation.ThrowIfCancellationRequested();
                collected = collector.CollectAsync(step, cancellation).GetAwaiter().GetResult();
            }
            catch (OperationCanceledException) when (step > 0)
            {
                session.Save(step);
                throw;
            }

            var rollouts = collected.Rollouts;
            var sampled = watch.Elapsed.TotalSeconds;
            int[] tokens = [.. rollouts.Select(r => r.Masked ? 0 : r.Completion.TokenIds.Length)];
            var advantages = tokens.All(n => n == 0) // nothing has a loss, and there is nothing to whiten over
                ? new double[tokens.Length]
                : Advantages.Of(options.Advantage, [.. rollouts.Select(r => r.Reward)], [.. rollouts.Select(r => r.Group)], tokens);
            var estimated = watch.Elapsed.TotalSeconds;
            var rate = LearningRates.At(options.Optimizer, step, options.Steps);
            TargetSequence[] terms = [.. online.Terms(step).Select(term => new TargetSequence(prompts[term.ProblemId], term.Tokens))];
            var statistics = updater.Run(rollouts, advantages, rate, norm =>
                session.Judge(norm, step + 1, () => rollouts.Select(r => JsonSerializer.Serialize(r, RecordJson.Options))), terms);
            var ended = watch.Elapsed.TotalSeconds;
            var asked = Ask(step + 1, collected);
            var metrics = RlMetrics.Of(new RlMeasurement
            {
                Step = step + 1,
                Epoch = (long)step * options.BatchSize / problems.Count,
                Options = options,
                Collected = collected,
                Advantages = advantages,
                Update = statistics,
                LearningRate = rate,
                Skipped = session.Skipped,
                Online = training.Online is null ? null
                    : new OnlineMeasurement(online.Stuck, asked, online.Pool, statistics.TermLoss, terms.Sum(term => (long)term.Tokens)),
                Timing = new StepTiming(
                    sampled - collected.GradingSeconds, collected.GradingSeconds, estimated - sampled, ended - estimated, ended),
            });
            training.Stepped(new RlStep(step + 1, options.Steps, metrics, rollouts, advantages, training.Alarms.Of(metrics)));
            hints.Learn(rollouts);
            session.Online = online.State;
            session.Hints = hints.Ranges.Count > 0 ? hints.Ranges.ToDictionary() : null;
            if ((step + 1) % options.CheckpointEvery == 0 || step + 1 == options.Steps)
            {
                session.Best = training.Measure is { Chooses: true } ? session.Best
                    : BestCheckpoint.Of(session.Best, step + 1, options.BestMetric, metrics);
                session.Save(step + 1);
            }

            Measure(step + 1);
        }

        return new RlResult
        {
            Steps = options.Steps,
            ResumedFrom = session.ResumedFrom,
            Skipped = session.Skipped,
            BestStep = training.Measure is { Chooses: true } ? session.Best.Step : null,
        };

        void Measure(int step)
        {
            if (training.Measure is not { } measure || !measure.IsAt(step, options.Steps))
            {
                return;
            }

            try
            {
                var value = measure.Of(step, samplerAt($"{training.Arm}/step-{step}"), cancellation);
                session.Best = measure.Chooses && !(session.Best.Value >= value) ? (step, value) : session.Best;
            }
            catch (OperationCanceledException) when (step > 0)
            {
                session.Save(step);
                throw;
            }
        }

        // A training that is cancelled here goes on from its last checkpoint: what was asked is recorded, and is not asked again.
        IReadOnlyList<OnlineRecord> Ask(int step, CollectedRollouts collected)
        {
            var cases = online.Visit(collected.Rollouts.Concat(collected.Discarded).OrderBy(rollout => rollout.Group), training.Online?.Oracles ?? 0);
            if (cases.Count == 0)
            {
                return [];
            }

            var records = training.Online!.Ask(step, cases, samplerAt($"{training.Arm}/step-{step}"), cancellation);
            online.Take(cases, records);
            return records;
        }
    }

    private static void Require(IReadOnlyList<RlProblem> problems, RlOptions options)
    {
        if (problems.Count == 0)
        {
            throw new InterveneException("rl: there is no problem to train on; expected at least one in 01-problems.jsonl with split train.");
        }

        if (problems.FirstOrDefault(p => p.PromptIds.Length == 0) is { } empty)
        {
            throw new InterveneException($"rl: problem {empty.Id} has an empty prompt; expected at least one token.");
        }

        if (RlMetrics.Complaint(options) is { } complaint)
        {
            throw new InterveneException("rl: " + complaint);
        }

        if (options.Validate().FirstOrDefault() is { } broken)
        {
            throw new InterveneException("rl: " + broken);
        }
    }
}
