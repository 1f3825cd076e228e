using System.Text.Json.Nodes;
using Intervene.Evaluation;
using Intervene.Learning;
using Intervene.Options;
using Intervene.Torch.Ops;
using TorchSharp;
using static TorchSharp.torch;

namespace Intervene.Torch.Reinforcement.Comparison;

/// <summary>
/// Computes advantages, losses, KL estimators, schedules and pass@k from rows of inputs in float64, and compares with what the rows say that another
/// implementation computed. A row's members tell its kind.
/// </summary>
public static class LossRows
{
    /// <summary>Computes a row.</summary>
    /// <param name="json">The row.</param>
    /// <exception cref="InterveneException">The row is of no known kind, or a member is missing or of another shape.</exception>
    public static LossComparison Compare(JsonObject json)
    {
        using var scope = NewDisposeScope();
        var row = new LossRow(json);
        var (kind, compute) = true switch
        {
            _ when row.Has("lr_at_update") => ("schedule", (Action<LossRow, LossComparison>)Schedule),
            _ when row.Has("n") && row.Has("c") && row.Has("k") => ("pass_at_k", Pass),
            _ when row.Has("logits") => ("composite", Composite),
            _ when row.Has("rewards") => ("advantages", Advantage),
            _ when row.Has("kind") => ("kl", Kl),
            _ when row.Has("loss") && row.Has("aggregation") => ("policy_loss", Policy),
            _ => throw new InterveneException(
                "The row has none of lr_at_update, n with c and k, logits, rewards, kind, loss with aggregation; expected one of them, " +
                "which tells what the row is."),
        };
        var comparison = new LossComparison(kind, json);
        compute(row, comparison);
        return comparison;
    }

    private static void Advantage(LossRow row, LossComparison result)
    {
        var groups = row.Groups("groups");
        var rewards = row.PerSequence("rewards");
        var epsilon = row.Optional("epsilon") ?? Advantages.DefaultEpsilon;
        foreach (var (name, options) in (IReadOnlyList<(string, AdvantageOptions)>)
        [
            ("grpo", new AdvantageOptions.Grpo { Epsilon = epsilon }), ("grpo_no_std", new AdvantageOptions.GrpoNoStd()),
            ("rloo", new AdvantageOptions.Rloo()), ("reinforce_plus_plus_baseline", new AdvantageOptions.ReinforcePlusPlusBaseline()),
            ("grpo_passk", new AdvantageOptions.GrpoPassK { Epsilon = epsilon }),
        ])
        {
            try
            {
                var ours = Advantages.Of(options, rewards, groups, row.Lengths);
                result.Add(name, row.Pad([.. ours.SelectMany((a, i) => Enumerable.Repeat(a, row.Lengths[i]))]));
            }
            catch (ArgumentException refusal)
            {
                result.AddError(name, refusal.Message);
            }
        }
    }

    private static void Policy(LossRow row, LossComparison result)
    {
        var sequences = new SequenceIndex(row.Lengths);
        var policy = row.Tensor("log_probs").requires_grad_();
        var token = PolicyLosses.Of(
            LossNames.Policy(row.Text("loss"), row.Number("clip_low"), row.Number("clip_high"), row.AboveIfThere("dual_clip", 1)),
            policy, row.Tensor("old_log_probs"), row.Tensor("advantages"), sequences);
        var losses = row.Has("is_weights") ? token.Losses * row.Tensor("is_weights") : token.Losses;
        var value = Total(row, losses, sequences);
        value.backward();
        result.Add("value", value.ToDouble());
        result.Add("grad", row.Pad(Host(policy.grad!)));
        Metrics(token, sequences, result);
    }

    private static void Kl(LossRow row, LossComparison result)
    {
        var rows = row.Matrix("log_probs");
        var policy = tensor(rows.SelectMany(r => r).ToArray(), float64).requires_grad_();
        var reference = tensor(row.Matrix("ref_log_probs", rows, "log_probs").SelectMany(r => r).ToArray(), float64);
        var value = KlEstimators.Of(LossNames.Kl(row.Text("kind")), policy, reference);
        value.sum().backward();
        result.Add("value", [.. Rows(value)]);
        result.Add("grad_of_sum", [.. Rows(policy.grad!)]);

        IEnumerable<double[]> Rows(Tensor values)
        {
            var (host, at) = (Host(values), 0);
            foreach (var r in rows)
            {
                yield return host[at..(at += r.Length)];
            }
        }
    }

    private static void Composite(LossRow row, LossComparison result)
    {
        var rows = row.DeepRows("logits");
        var logits = tensor(rows.SelectMany(r => r).ToArray(), float64).view(rows.Length, -1).requires_grad_();
        var targets = tensor(row.Flat("tokens").Select(t => t >= 0 && t < rows[0].Length && Math.Floor(t) == t
            ? (long)t
            : throw new InterveneException($"tokens has {t}; expected whole numbers from 0 to {rows[0].Length - 1}, the places of its logits."))
            .ToArray());
        var sequences = new SequenceIndex(row.Lengths);
        var (all, spreads) = TokenLogProbs.Of(
            logits, eye(logits.shape[1], dtype: float64), targets, row.Number("temperature"), entropyGradient: true);
        Tensor logProbs = all.index_select(0, row.Kept), entropies = spreads.index_select(0, row.Kept);
        var token = PolicyLosses.Vanilla(
            logProbs, row.Tensor("old_log_probs"), row.Tensor("advantages"),
            row.Number("clip_low"), row.Number("clip_high"), row.AboveIfThere("dual_clip", 1));
        var policyLoss = Total(row, token.Losses, sequences);
        var entropyLoss = Total(row, entropies, sequences);
        var klLoss = Total(row, KlEstimators.Of(LossNames.Kl(row.Text("kl_type")), logProbs, row.Tensor("ref_log_probs")), sequences);
        var loss = policyLoss - (entropyLoss * row.Number("entropy_coeff")) + (klLoss * row.Number("kl_coef"));
        loss.backward();
        result.Add("pg_loss", policyLoss.ToDouble());
        result.Add("entropy_loss", entropyLoss.ToDouble());
        result.Add("kl_loss", klLoss.ToDouble());
        result.Add("loss", loss.ToDouble());
        result.Add("log_probs", [.. Host(all).Chunk(row.Width)]);
        result.Add("entropy", [.. Host(spreads).Chunk(row.Width)]);
        result.Add("grad_logits", [.. Host(logits.grad!.flatten()).Chunk((int)logits.shape[1]).Chunk(row.Width)]);
        Metrics(token, sequences, result);
    }

    private static void Schedule(LossRow row, LossComparison result)
    {
        var peak = row.Above("lr", 0);
        if (row.Text("kind") == "cosine_with_min_lr" && row.Has("min_lr_rate") == row.Has("min_lr"))
        {
            throw new InterveneException(
                "A cosine_with_min_lr has both or none of min_lr_rate and min_lr; expected one of them, as transformers does.");
        }

        var floor = row.Optional("min_lr_rate") ?? row.Optional("min_lr_ratio") ?? (row.Optional("min_lr") / peak) ?? 0;
        long warmup = row.Whole("warmup_updates", 0), total = row.Whole("total_updates", 0);
        var kind = LossNames.Schedule(row.Text("kind"));
        result.Add(
            "lr_at_update", [.. row.Vector("lr_at_update").Select((_, update) => peak * LearningRates.Factor(kind, floor, warmup, update, total))]);
    }

    private static void Pass(LossRow row, LossComparison result)
    {
        var samples = row.Whole("n", 1);
        result.Add("pass_at_k", PassAtK.Unbiased(samples, row.Whole("c", 0, samples), row.Whole("k", 1, samples)));
    }

    private static Tensor Total(LossRow row, Tensor losses, SequenceIndex sequences)
    {
        var options = LossNames.Aggregation(row.Text("aggregation"), row.AboveIfThere("loss_scale_factor", 0) ?? row.Width);
        var whole = new BatchSize(
            row.Has("batch_num_tokens") ? row.Whole("batch_num_tokens", 1) : sequences.Tokens,
            row.Has("global_batch_size") ? row.Whole("global_batch_size", 1) : row.Lengths.Count(n => n > 0));
        if ((options is AggregationOptions.TokenMean ? whole.Tokens : options is AggregationOptions.TokenSum ? 1 : whole.Sequences) == 0)
        {
            throw new InterveneException(
                "The mask is 0 throughout, so that there is nothing to take a mean of; expected a token, or batch_num_tokens and " +
                "global_batch_size of the whole batch.");
        }

        return Aggregation.Of(options, losses, sequences, whole);
    }

    private static void Metrics(TokenLosses token, SequenceIndex sequences, LossComparison result)
    {
        var count = sequences.Tokens + 1e-8; // verl's masked mean
        result.AddMetric("actor/pg_clipfrac", token.Clipped.sum().ToDouble() / count);
        result.AddMetric("actor/pg_clipfrac_lower", token.ClippedLower.sum().ToDouble() / count);
        result.AddMetric("actor/ppo_kl", -token.LogRatio.sum().ToDouble() / count);
    }

    private static double[] Host(Tensor values) => values.detach().contiguous().data<double>().ToArray();
}
