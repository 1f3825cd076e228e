using Intervene.Options;
using Intervene.Torch.Models;
using Intervene.Torch.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace Intervene.Torch.Reinforcement;

/// <summary>The optimiser updates of one training step.</summary>
/// <remarks>
/// A sequence whose advantage is 0 has no gradient where there is neither a KL nor an entropy term: it stays in the denominators and out of the forward
/// pass. A mini-batch of such sequences alone updates nothing, and AdamW's state stays as it is. With one mini-batch and one epoch the old
/// log-probabilities are the policy's own, without a further forward pass (verl does the same).
/// </remarks>
internal sealed class PolicyUpdate(CausalLanguageModel policy, CausalLanguageModel? reference, AdamW optimizer, RlOptions options)
{
    private readonly int tokens = MicroBatches.Limit(policy, options.MicroBatchTokens);
    private readonly double temperature = options.Sampling.Temperature > 0 ? options.Sampling.Temperature : 1;

    /// <summary>Updates the policy on a step's rollouts.</summary>
    /// <param name="rollouts">The rollouts, a group after the other.</param>
    /// <param name="advantages">One a rollout.</param>
    /// <param name="learningRate">The learning rate.</param>
    /// <param name="judge">Called with each update's gradient norm.</param>
    public UpdateStatistics Run(IReadOnlyList<RlRollout> rollouts, IReadOnlyList<double> advantages, double learningRate, Action<double> judge)
    {
        var statistics = new UpdateStatistics();
        using var scope = NewDisposeScope();
        var batches = MiniBatches(rollouts, advantages);
        Prepare(batches, statistics);
        Probe(rollouts, batches, statistics);
        for (var epoch = 0; epoch < options.EpochsPerStep; epoch++)
        {
            for (var i = 0; i < batches.Count; i++)
            {
                if (batches[i].Parts.Count == 0)
                {
                    continue;
                }

                Accumulate(batches[i], statistics, scope, measure: epoch == 0 && i == 0);
                var norm = optimizer.Update(learningRate);
                statistics.GradNorm.Add(norm);
                judge(norm);
            }
        }

        return statistics;
    }

    /// <summary>Cuts groups into mini-batches and those into forward passes; what has no gradient is left out of the latter.</summary>
    private List<MiniBatch> MiniBatches(IReadOnlyList<RlRollout> rollouts, IReadOnlyList<double> advantages)
    {
        var all = options.KlCoefficient > 0 || options.EntropyCoefficient > 0;
        var groups = Enumerable.Range(0, rollouts.Count).GroupBy(i => rollouts[i].Group).Select(group => group.ToArray());
        if (options.ZeroVariance == ZeroVarianceGroups.Exclude)
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
            return new MiniBatch(size, [.. MicroBatches.Split([.. sequences.Select(s => s.Length)], tokens).Select(part =>
                new MicroBatch([.. part.Select(i => active[i])], [.. part.Select(i => sequences[i])], [.. part.Select(i => values[i])]))]);
        })];
    }

    /// <summary>Log-probabilities of the reference, and of the policy where a mini-batch comes after an update.</summary>
    private void Prepare(List<MiniBatch> batches, UpdateStatistics statistics)
    {
        using var frozen = no_grad();
        for (var i = 0; i < batches.Count; i++)
        {
            foreach (var part in batches[i].Parts)
            {
                if (reference is not null)
                {
                    part.Reference = TargetLogProbs.Of(reference, part.Sequences, temperature).LogProbs;
                }

                if (i > 0)
                {
                    var (logProbs, entropies) = TargetLogProbs.Of(policy, part.Sequences, temperature);
                    part.Old = logProbs;
                    statistics.Measure(part.Rollouts, logProbs, entropies);
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
        foreach (var part in MicroBatches.Split([.. probes.Select(p => p.Length)], tokens))
        {
            using var scope = NewDisposeScope();
            var (logProbs, entropies) = TargetLogProbs.Of(policy, [.. part.Select(i => probes[i])], temperature);
            statistics.Measure([.. part.Select(i => groups[i][0])], logProbs, entropies, [.. part.Select(i => groups[i].Sum(r => (long)r.Completion.TokenIds.Length))]);
        }
    }

    private void Accumulate(MiniBatch batch, UpdateStatistics statistics, DisposeScope step, bool measure)
    {
        var sums = new List<Tensor>();
        using var scope = NewDisposeScope();
        foreach (var part in batch.Parts)
        {
            using var inner = NewDisposeScope();
            var (logProbs, entropies) = TargetLogProbs.Of(policy, part.Sequences, temperature, options.EntropyCoefficient > 0);
            var index = new SequenceIndex([.. part.Sequences.Select(s => s.Tokens)], logProbs.device);
            if (measure)
            {
                statistics.Measure(part.Rollouts, logProbs.detach(), entropies.detach());
                part.Old = logProbs.detach().clone();
                step.Attach(part.Old);
            }

            var advantages = index.Spread(tensor(part.Advantages, logProbs.dtype, logProbs.device));
            var token = PolicyLosses.Of(
                options.PolicyLoss, logProbs, part.Old!, advantages, index, options.ClipLow, options.ClipHigh, options.DualClip);
            Tensor Total(Tensor losses) => Aggregation.Of(options.Aggregation, losses, index, batch.Size, options.LossScaleFactor);
            var policyLoss = Total(token.Losses);
            var loss = policyLoss;
            var klLoss = zeros(1, logProbs.dtype, logProbs.device).squeeze();
            if (part.Reference is not null)
            {
                klLoss = Total(KlEstimators.Of(options.Kl, logProbs, part.Reference));
                loss += klLoss * options.KlCoefficient;
            }

            if (options.EntropyCoefficient > 0)
            {
                loss -= Total(entropies) * options.EntropyCoefficient;
            }

            loss.backward();
            sums.Add(stack([policyLoss.detach(), klLoss.detach(), token.Clipped.sum(), token.ClippedLower.sum(), -token.LogRatio.sum()])
                .to(float64).MoveToOuterDisposeScope());
        }

        statistics.Add(stack(sums).sum([0L]).cpu().data<double>().ToArray(), batch);
    }
}
