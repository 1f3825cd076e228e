using System.Diagnostics;
using System.Text.Json;
using Intervene.Completions;
using Intervene.Examples;
using Intervene.Files;
using Intervene.Learning;
using Intervene.Models;
using Intervene.Options;
using Intervene.Pipeline.Engines;
using Intervene.Torch.Models;
using Intervene.Torch.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace Intervene.Torch.Supervised;

/// <summary>Supervised fine-tuning on prefix and intervention (paper, section 4.2).</summary>
/// <remarks>
/// The loss of an update is Σ cross-entropy over its supervised tokens / its supervised tokens. The denominator is taken over the whole batch first,
/// so that the cut into forward passes does not matter. Prompts are masked; sequences are packed without padding and never attend to one another.
/// </remarks>
public static class SftTrainer
{
    /// <summary>Trains a model in place; goes on from the last checkpoint in the folder.</summary>
    /// <param name="model">The model with its initial weights.</param>
    /// <param name="training">What to clone and how; goes on from the last checkpoint in its folder.</param>
    /// <param name="cancellation">Ends the training between two updates, after a checkpoint.</param>
    /// <exception cref="InterveneException">No example fits, a batch has no supervised token, the checkpoint is another run's, or gradients stay not
    /// finite.</exception>
    /// <exception cref="OperationCanceledException">The training was cancelled.</exception>
    public static SftResult Run(CausalLanguageModel model, FineTuning training, CancellationToken cancellation)
    {
        var (examples, options, seed) = (training.Examples, training.Options, training.Seed);
        var rows = SftStart.Usable(examples, options, model.Config.ContextLength);
        Require(rows, examples.Count, options, model.Config);
        var fingerprint = TrainingState.Fingerprint(
            options with { CheckpointEvery = 1, MicroBatchTokens = 1, KeepCheckpoints = 1, RecomputeActivations = false },
            seed, rows.Select(row => JsonSerializer.Serialize(row, RecordJson.Options)));
        using var session = new TrainingSession(
            "sft", training.Directory, model, options.Optimizer, fingerprint, new KeptCheckpoints(options.CheckpointEvery, options.KeepCheckpoints),
            training.Source);
        using var compute = new ComputeModel(model, options.Compute, options.RecomputeActivations);
        var perEpoch = (rows.Length + options.BatchSize - 1) / options.BatchSize;
        var total = SftStart.UpdatesOf(rows.Length, options);
        for (var update = session.ResumedFrom; update < total; update++)
        {
            if (cancellation.IsCancellationRequested && update > 0)
            {
                session.Save(update);
            }

            cancellation.ThrowIfCancellationRequested();
            var watch = Stopwatch.StartNew();
            var order = EpochOrder.Of(rows.Length, RandomKey.Of(seed, "sft/order", $"{update / perEpoch}"));
            TrainingExample[] batch = [.. order.Skip(update % perEpoch * options.BatchSize).Take(options.BatchSize).Select(i => rows[i])];
            var rate = LearningRates.At(options.Optimizer, update, total);
            var (loss, supervised) = Accumulate(compute, batch, options.MicroBatchTokens);
            var norm = session.Optimizer.Update(rate, loss);
            compute.Refresh();
            session.Judge(norm, update + 1, () => batch.Select(row => JsonSerializer.Serialize(row, RecordJson.Options)));
            training.Updated(new SftUpdate
            {
                Update = update + 1,
                Updates = total,
                Epoch = update / perEpoch,
                Loss = loss,
                GradNorm = norm,
                LearningRate = rate,
                Examples = batch.Length,
                SupervisedTokens = supervised,
                Tokens = batch.Sum(e => (long)e.PromptIds.Length + e.TargetIds.Length),
                Skipped = !double.IsFinite(norm),
                SkippedUpdates = session.Skipped,
                Seconds = watch.Elapsed.TotalSeconds,
            });
            if ((update + 1) % options.CheckpointEvery == 0 || update + 1 == total)
            {
                session.Save(update + 1);
            }
        }

        return new SftResult
        {
            Updates = total,
            ResumedFrom = session.ResumedFrom,
            Examples = rows.Length,
            DroppedTooLong = examples.Count - rows.Length,
            Skipped = session.Skipped,
        };
    }

    /// <summary>Adds the gradient of a batch's loss to the model's gradients.</summary>
    /// <param name="model">The model.</param>
    /// <param name="batch">The examples of one update.</param>
    /// <param name="microBatchTokens">Tokens in one forward pass.</param>
    /// <returns>The loss, and the supervised tokens.</returns>
    /// <exception cref="InterveneException">The batch has no supervised token, or memory does not hold a single sequence.</exception>
    public static (double Loss, long Supervised) Accumulate(CausalLanguageModel model, IReadOnlyList<TrainingExample> batch, int microBatchTokens)
    {
        using var compute = new ComputeModel(model, ComputeType.Float32, model.RecomputeActivations);
        return Accumulate(compute, batch, microBatchTokens);
    }

    /// <summary>
    /// The same in the type of <paramref name="compute"/>; where memory runs out, again from the start with forward passes of half the size.
    /// </summary>
    /// <param name="compute">The model that computes.</param>
    /// <param name="batch">The examples of one update.</param>
    /// <param name="microBatchTokens">Tokens in one forward pass.</param>
    /// <param name="onForward">Called before each forward pass with its tokens.</param>
    /// <returns>The loss, and the supervised tokens.</returns>
    /// <exception cref="InterveneException">The batch has no supervised token, or memory does not hold a single sequence.</exception>
    public static (double Loss, long Supervised) Accumulate(
        ComputeModel compute, IReadOnlyList<TrainingExample> batch, int microBatchTokens, Action<int>? onForward = null)
    {
        TargetSequence[] sequences = [.. batch.Select(e => new TargetSequence(e.PromptIds, e.TargetIds, e.LossStart)).Where(s => s.Tokens > 0)];
        var supervised = sequences.Sum(s => (long)s.Tokens);
        if (supervised == 0)
        {
            throw new InterveneException(
                $"sft: no token of the batch is supervised " +
                $"(problems {string.Join(", ", batch.Select(e => e.ProblemId).Take(5))} …); expected at least one. Check loss_start and the " +
                $"targets of 05-examples.jsonl.");
        }

        int[] lengths = [.. sequences.Select(s => s.Length)];
        var tokens = MicroBatches.Limit(compute.Model, microBatchTokens);
        var parts = MicroBatches.Split(lengths, tokens);
        bool Halve()
        {
            var isDivisible = parts.Any(part => part.Length > 1);
            tokens = Math.Max(1, Math.Min(tokens, lengths.Sum()) / 2);
            parts = MicroBatches.Split(lengths, tokens);
            return isDivisible;
        }

        var loss = HalvedPasses.Run(compute, () => Attempt(compute, sequences, parts, supervised, onForward), Halve, () =>
            $"sft: memory ran out on a forward " +
            $"pass of {lengths.Max()} tokens, a single sequence. Set sft.recompute_activations, or lower sft.max_length.");
        return (loss, supervised);
    }

    private static double Attempt(
        ComputeModel compute, TargetSequence[] sequences, IReadOnlyList<int[]> parts, long supervised, Action<int>? onForward)
    {
        using var scope = NewDisposeScope();
        Tensor? sum = null;
        foreach (var micro in parts)
        {
            using var inner = NewDisposeScope();
            onForward?.Invoke(micro.Sum(i => sequences[i].Length));
            var (logProbs, _) = TargetLogProbs.Of(compute.Model, [.. micro.Select(i => sequences[i])], 1.0);
            var loss = logProbs.sum() * (-1.0 / supervised);
            loss.backward();
            compute.Collect();
            var value = loss.detach();
            sum = (sum is null ? value : sum + value).MoveToOuterDisposeScope();
        }

        return sum!.ToDouble();
    }

    private static void Require(TrainingExample[] rows, int available, SftOptions options, ModelConfig config)
    {
        if (rows.Length == 0)
        {
            throw new InterveneException(
                $"sft: none of {available} examples can be trained on; expected at least one of " +
                $"at most {Math.Min(options.MaxLength, config.ContextLength)} tokens. "
                + (options.MaxLength < config.ContextLength ? "Raise sft.max_length or look at 05-funnel.json."
                    : "The model has no more: take one with a longer context, or shorter examples."));
        }

        foreach (var row in rows)
        {
            SftStart.Require(row, config.VocabularySize);
        }
    }
}
