using System.Diagnostics;
using System.Text.Json;
using Intervene.Completions;
using Intervene.Files;
using Intervene.Learning;
using Intervene.Options;
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
    /// <param name="problems">What to train on.</param>
    /// <param name="grade">Reward and verdict of a problem's completion.</param>
    /// <param name="options">Batch, loss, optimiser.</param>
    /// <param name="seed">The run's seed: order and samples depend on it.</param>
    /// <param name="arm">The arm's name: order and samples depend on it.</param>
    /// <param name="directory">The folder of the checkpoints.</param>
    /// <param name="onStep">Called after every step, before its checkpoint.</param>
    /// <param name="cancellation">Ends the training within the sampling or between two steps, after a checkpoint of the last complete step.</param>
    /// <param name="source">Where the model came from: its config, tokenizer and templates stand in every checkpoint.</param>
    /// <param name="alarms">Alarms that have heard the steps of an earlier, resumed run; null begins anew.</param>
    /// <exception cref="InterveneException">There is no problem, options contradict, the checkpoint is another run's, the sampler or the reward
    /// fails, or gradients stay not finite.</exception>
    /// <exception cref="OperationCanceledException">The training was cancelled.</exception>
    public static RlResult Run(
        CausalLanguageModel policy, Func<string, ICompleter> samplerAt, IReadOnlyList<RlProblem> problems,
        Func<string, Completion, (double? Reward, string Verdict)> grade, RlOptions options, long seed, string arm, string directory,
        Action<RlStep> onStep, CancellationToken cancellation, string? source = null, RlAlarms? alarms = null)
    {
        Require(problems, options);
        using var reference = options.KlCoefficient > 0
            ? ComputeModel.Copy(policy, options.Compute == ComputeType.Bfloat16 ? bfloat16 : float32) : null;
        var fingerprint = TrainingState.Fingerprint(
            options with { CheckpointEvery = 1, MicroBatchTokens = 1, KeepCheckpoints = 1, BestMetric = null, RecomputeActivations = false },
            seed, problems.Select(p => JsonSerializer.Serialize(p, RecordJson.Options)).Prepend(arm));
        using var session = new TrainingSession(
            "rl", directory, policy, options.Optimizer, fingerprint, new KeptCheckpoints(options.CheckpointEvery, options.KeepCheckpoints), source);
        var collector = new RolloutCollector(
            samplerAt, problems, new RolloutGrader(grade, options, policy.Config.VocabularySize), options, seed, arm);
        using var updater = new PolicyUpdate(policy, reference, session.Optimizer, options);
        alarms ??= new RlAlarms();
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
                : Advantages.Of(
                    options.Advantage, [.. rollouts.Select(r => r.Reward)], [.. rollouts.Select(r => r.Group)], tokens, options.AdvantageEpsilon);
            var estimated = watch.Elapsed.TotalSeconds;
            var rate = LearningRates.At(options.Optimizer, step, options.Steps);
            var statistics = updater.Run(rollouts, advantages, rate, norm =>
                session.Judge(norm, step + 1, () => rollouts.Select(r => JsonSerializer.Serialize(r, RecordJson.Options))));
            var ended = watch.Elapsed.TotalSeconds;
            var timing = new StepTiming(sampled - collected.GradingSeconds, collected.GradingSeconds, estimated - sampled, ended - estimated, ended);
            var epoch = (long)step * options.BatchSize / problems.Count;
            var metrics = RlMetrics.Of(step + 1, epoch, collected, advantages, statistics, options, rate, session.Skipped, timing);
            onStep(new RlStep(step + 1, options.Steps, metrics, rollouts, advantages, alarms.Of(metrics)));
            if ((step + 1) % options.CheckpointEvery == 0 || step + 1 == options.Steps)
            {
                session.Best = BestCheckpoint.Of(session.Best, step + 1, options.BestMetric, metrics);
                session.Save(step + 1);
            }
        }

        return new RlResult { Steps = options.Steps, ResumedFrom = session.ResumedFrom, Skipped = session.Skipped };
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

        if (RlMetricNames.Complaint(options) is { } complaint)
        {
            throw new InterveneException("rl: " + complaint);
        }

        if (options.BatchSize % options.MiniBatchSize != 0)
        {
            throw new InterveneException(
                $"rl: mini_batch_size {options.MiniBatchSize} does not divide batch_size {options.BatchSize}; choose a divisor.");
        }

        if (options.DualClip is <= 1)
        {
            throw new InterveneException($"rl: dual_clip is {options.DualClip}; expected more than 1, or null for none.");
        }

        if (options.Aggregation == AggregationKind.SeqMeanTokenSumNorm && options.LossScaleFactor is not > 0)
        {
            throw new InterveneException(
                "rl: aggregation seq_mean_token_sum_norm needs loss_scale_factor; expected a positive number, e.g. sampling.max_tokens.");
        }
    }
}
