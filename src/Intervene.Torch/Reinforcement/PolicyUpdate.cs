using System.Diagnostics;
using Intervene.Learning;
using Intervene.Options;
using Intervene.Torch.Models;
using Intervene.Torch.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace Intervene.Torch.Reinforcement;

/// <summary>The optimiser updates of one training step.</summary>
/// <remarks>
/// A sequence whose advantage is 0 has no gradient where there is neither a KL nor an entropy term: it stays in the denominators and out of the
/// forward pass. A mini-batch of such sequences alone updates nothing, and AdamW's state stays as it is. With one mini-batch and one epoch the old
/// log-probabilities are the policy's own, without a further forward pass (verl does the same).
/// </remarks>
internal sealed class PolicyUpdate(CausalLanguageModel policy, CausalLanguageModel? reference, AdamW optimizer, RlOptions options) : IDisposable
{
    private readonly ComputeModel _compute = new(policy, options.Compute, options.RecomputeActivations);
    private int _tokens = MicroBatches.Limit(policy, options.MicroBatchTokens);
    private readonly double _temperature = options.Sampling.Temperature > 0 ? options.Sampling.Temperature : 1;

    /// <summary>Called before each forward pass with a gradient, with its tokens.</summary>
    public Action<int>? OnForward { get; init; }

    /// <summary>Updates the policy on a step's rollouts.</summary>
    /// <param name="rollouts">The rollouts, a group after the other.</param>
    /// <param name="advantages">One a rollout.</param>
    /// <param name="learningRate">The learning rate.</param>
    /// <param name="judge">Called with each update's gradient norm.</param>
    /// <param name="terms">What is cloned beside: its loss joins the first update; null is nothing.</param>
    public UpdateStatistics Run(
        IReadOnlyList<RlRollout> rollouts, IReadOnlyList<double> advantages, double learningRate, Action<double> judge,
        IReadOnlyList<TargetSequence>? terms = null)
    {
        var statistics = new UpdateStatistics();
        var cloned = terms ?? [];
        using var scope = NewDisposeScope();
        var batches = MiniBatches(rollouts, advantages);
        Prepare(batches, statistics);
        Probe(rollouts, batches, statistics);
        if (batches.Count == 0 && cloned.Count > 0)
        {
            batches.Add(new MiniBatch(new BatchSize(0, 0), []));
        }

        for (var epoch = 0; epoch < options.EpochsPerStep; epoch++)
        {
            for (var i = 0; i < batches.Count; i++)
            {
                if (batches[i].Parts.Count == 0 && (cloned.Count == 0 || batches.Any(batch => batch.Parts.Count > 0)))
                {
                    continue;
                }

                var loss = Accumulate(batches[i], statistics, scope, measure: epoch == 0 && i == 0, cloned);
                cloned = [];
                var norm = optimizer.Update(learningRate, loss);
                _compute.Refresh();
                statistics.GradNorm.Add(norm);
                judge(norm);
            }
        }

        return statistics;
    }

    /// <summary>Cuts groups into mini-batches and those into forward passes; what has no gradient is left out of the latter.</summary>
    private List<MiniBatch> MiniBatches(IReadOnlyList<RlRollout> rollouts, IReadOnlyList<double> advantages)
    {
        var all = options.Kl is not null || options.EntropyCoefficient > 0;
        var groups = Enumerable.Range(0, rollouts.Count).GroupBy(i => rollouts[i].Group).Select(group => group.ToArray());
        if (options.ZeroVariance is not ZeroVarianceOptions.Keep)
        {
            groups = groups.Where(group => group.Any(i => rollouts[i].Reward != rollouts[group[0]].Reward));
        }

        return [.. groups.Chunk(options.MiniBatchSize).Select(chunk =>
        {
            int[] members = [.. chunk.SelectMany(group => group)];
            var size = new BatchSize(members.Where(i => !rollouts[i].Masked).Sum(i => (long)rollouts[i].Completion.TokenIds.Length), members.Length);
            RlRollout[] active = [.. members.Where(i => !rollouts[i].Masked && (all || advantages[i] != 0)).Select(i => rollouts[i])];
            double[] values = [.. members.Where(i => !rollouts[i].Masked && (all || advantages[i] != 0)).Select(i => advantages[i])];
            var sequences = active.Select(r => new TargetSequence(r.Problem.PromptIds, r.Completion.TokenIds)).ToArray();
            int[]? together = options.SharePrompts ? [.. active.Select(r => r.Group)] : null;
            return new MiniBatch(size, [.. MicroBatches.Split([.. sequences.Select(s => s.Length)], _tokens, together).Select(part =>
                new MicroBatch([.. part.Select(i => active[i])], [.. part.Select(i => sequences[i])], [.. part.Select(i => values[i])]))]);
        })];
    }

    /// <summary>Log-probabilities of the reference, and of the policy where a mini-batch comes after an update.</summary>
    private void Prepare(List<MiniBatch> batches, UpdateStatistics statistics)
    {
        using var frozen = no_grad();
        var watch = new Stopwatch();
        for (var i = 0; i < batches.Count; i++)
        {
            foreach (var part in batches[i].Parts)
            {
                if (reference is not null)
                {
                    watch.Restart();
                    part.Reference = LogProbs(reference, part.Sequences).LogProbs;
                    statistics.ReferenceSeconds += watch.Elapsed.TotalSeconds;
                }

                if (i > 0)
                {
                    watch.Restart();
                    var (logProbs, entropies) = LogProbs(_compute.Model, part.Sequences);
                    statistics.OldSeconds += watch.Elapsed.TotalSeconds;
                    part.Old = logProbs;
                    statistics.Measure(part.Rollouts, Host(logProbs), Host(entropies));
                }
            }
        }
    }

    /// <summary>
    /// Measures one rollout of each group that has rollouts outside the forward passes; it stands for them in entropy and mismatch.
    /// </summary>
    private void Probe(IReadOnlyList<RlRollout> rollouts, List<MiniBatch> batches, UpdateStatistics statistics)
    {
        var seen = batches.SelectMany(batch => batch.Parts).SelectMany(part => part.Rollouts).ToHashSet(ReferenceEqualityComparer.Instance);
        RlRollout[][] groups = [.. rollouts.Where(r => !r.Masked && !seen.Contains(r)).GroupBy(r => r.Group).Select(group => group.ToArray())];
        TargetSequence[] probes = [.. groups.Select(group => new TargetSequence(group[0].Problem.PromptIds, group[0].Completion.TokenIds))];
        using var frozen = no_grad();
        foreach (var part in MicroBatches.Split([.. probes.Select(p => p.Length)], _tokens))
        {
            using var scope = NewDisposeScope();
            var (logProbs, entropies) = LogProbs(_compute.Model, [.. part.Select(i => probes[i])]);
            statistics.Measure([.. part.Select(i => groups[i][0])],
                Host(logProbs), Host(entropies), [.. part.Select(i => groups[i].Sum(r => (long)r.Completion.TokenIds.Length))]);
        }
    }

    /// <summary>Adds up a mini-batch's gradient.</summary>
    private double Accumulate(MiniBatch batch, UpdateStatistics statistics, DisposeScope step, bool measure, IReadOnlyList<TargetSequence> terms)
    {
        bool Halve()
        {
            if (!batch.Halve())
            {
                return false;
            }

            _tokens = batch.Parts.Max(part => part.Tokens);
            statistics.MemorySplits++;
            return true;
        }

        return HalvedPasses.Run(_compute, () => Attempt(batch, statistics, step, measure, terms), Halve, () =>
            $"rl: memory ran out on a forward " +
            $"pass of {batch.Parts.Select(part => part.Tokens).Concat(terms.Select(term => term.Length)).Max()} tokens, a single sequence. Set " +
            $"rl.recompute_activations, or lower " +
            $"rl.sampling.max_tokens.");
    }

    private double Attempt(
        MiniBatch batch, UpdateStatistics statistics, DisposeScope step, bool measure, IReadOnlyList<TargetSequence> terms)
    {
        var cloning = terms.Count == 0 ? 0 : options.Online!.Coefficient * Clone(terms, statistics);
        if (batch.Parts.Count == 0)
        {
            return cloning;
        }

        var sums = new List<Tensor>();
        var weights = new List<Tensor>();
        using var scope = NewDisposeScope();
        foreach (var part in batch.Parts)
        {
            using var inner = NewDisposeScope();
            OnForward?.Invoke(part.Tokens);
            var (logProbs, entropies) = LogProbs(_compute.Model, part.Sequences, options.EntropyCoefficient > 0);
            if (measure && part.Old is null)
            {
                statistics.Measure(part.Rollouts, Host(logProbs), Host(entropies));
                part.Old = logProbs.detach().clone();
                step.Attach(part.Old);
            }

            var (loss, values, weighted) = Loss(batch.Size, part, logProbs, entropies);
            loss.backward();
            _compute.Collect();
            sums.Add(values.MoveToOuterDisposeScope());
            if (weighted is not null)
            {
                weights.Add(weighted.MoveToOuterDisposeScope());
            }
        }

        var totals = stack(sums).sum([0L]).cpu().data<double>().ToArray();
        statistics.Add(totals, batch.Size.Tokens, batch.Parts.Sum(part => part.Sequences.Sum(s => (double)s.Tokens)));
        weights.ForEach(part => statistics.Weigh(Host(part))); // here, where no lack of memory makes the passes begin anew
        return totals[0] + (totals[1] * (options.Kl?.Coefficient ?? 0)) + cloning;
    }

    /// <summary>Adds the gradient of the cloning loss, −Σ log p / tokens at temperature 1, times its coefficient.</summary>
    private double Clone(IReadOnlyList<TargetSequence> terms, UpdateStatistics statistics)
    {
        var tokens = terms.Sum(term => (long)term.Tokens);
        var loss = 0.0;
        foreach (var part in MicroBatches.Split([.. terms.Select(term => term.Length)], _tokens))
        {
            using var scope = NewDisposeScope();
            OnForward?.Invoke(part.Sum(i => terms[i].Length));
            var share = TargetLogProbs.Of(_compute.Model, [.. part.Select(i => terms[i])], 1.0).LogProbs.sum() * (-1.0 / tokens);
            (share * options.Online!.Coefficient).backward();
            _compute.Collect();
            loss += share.ToDouble();
        }

        statistics.TermLoss = loss;
        return loss;
    }

    /// <summary>
    /// A part's share of the loss, its sums (policy loss, KL loss, tokens clipped, tokens of the dual clip, −Δ), and its importance weights.
    /// </summary>
    private (Tensor Loss, Tensor Sums, Tensor? Weights) Loss(BatchSize size, MicroBatch part, Tensor logProbs, Tensor entropies)
    {
        var index = new SequenceIndex([.. part.Sequences.Select(s => s.Tokens)], logProbs.device);
        var advantages = index.Spread(tensor(part.Advantages, logProbs.dtype, logProbs.device));
        var token = PolicyLosses.Of(options.PolicyLoss, logProbs, part.Old!, advantages, index);
        Tensor Total(Tensor losses) => Aggregation.Of(options.Aggregation, losses, index, size);
        var losses = token.Losses;
        Tensor? weights = null;
        if (options.ImportanceCap is { } cap)
        {
            weights = ImportanceWeights.Truncated(part.Old!, part.Sampler(logProbs.device), cap);
            losses *= weights;
        }

        var policyLoss = Total(losses);
        var loss = policyLoss;
        var klLoss = zeros(1, logProbs.dtype, logProbs.device).squeeze();
        if (options.Kl is { } kl)
        {
            klLoss = Total(KlEstimators.Of(kl.Estimator, logProbs, part.Reference!));
            loss += klLoss * kl.Coefficient;
        }

        if (options.EntropyCoefficient > 0)
        {
            loss -= Total(entropies) * options.EntropyCoefficient;
        }

        return (loss,
            stack([policyLoss.detach(), klLoss.detach(), token.Clipped.sum(), token.ClippedLower.sum(), -token.LogRatio.sum()]).to(float64), weights);
    }

    private (Tensor LogProbs, Tensor Entropies) LogProbs(
        CausalLanguageModel model, IReadOnlyList<TargetSequence> sequences, bool entropyGradient = false) =>
        TargetLogProbs.Of(model, sequences, _temperature, entropyGradient, options.SharePrompts);

    /// <inheritdoc/>
    public void Dispose() => _compute.Dispose();

    private static float[] Host(Tensor values)
    {
        using var host = values.detach().cpu().to(float32).contiguous();
        return host.data<float>().ToArray();
    }
}
