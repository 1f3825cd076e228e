using TorchSharp;
using static TorchSharp.torch;

namespace Intervene.Torch.Ops.Fused;

/// <summary>Log-probabilities and entropies of a linear head, a chunk of rows at a time, with gradients by hand.</summary>
/// <remarks>
/// With z = h Wᵀ / T, p = softmax(z) and H = −Σ p log p: ∂log p_y/∂z = 1_y − p and ∂H/∂z = −p (log p + H). Either the log-probabilities [N, V] are kept
/// for the backward pass (small vocabularies) or each chunk computes them again.
/// </remarks>
internal sealed class TokenLogProbsFunction : autograd.MultiTensorFunction<TokenLogProbsFunction>
{
    public override string Name => nameof(TokenLogProbsFunction);

    public override List<Tensor> forward(autograd.AutogradContext ctx, params object[] vars)
    {
        Tensor hidden = (Tensor)vars[0], head = (Tensor)vars[1], targets = (Tensor)vars[2];
        double temperature = (double)vars[3];
        var chunk = (long)vars[4];
        var keep = (bool)vars[5];
        var aside = (Tensor[]?)vars[6]; // takes the entropies where they need no gradient
        using var frozen = no_grad();
        var (logProbs, entropies, all) = Values(hidden, head, targets, temperature, chunk, keep);
        ctx.set_materialize_grads(false); // zeros for an unused result would be made from a tensor that a scope has disposed
        ctx.save_for_backward(all is null ? [hidden, head, targets] : [hidden, head, targets, all]);
        ctx.save_data("temperature", temperature);
        ctx.save_data("chunk", chunk);
        if (aside is null)
        {
            return [logProbs, entropies];
        }

        aside[0] = entropies;
        return [logProbs];
    }

    public override List<Tensor> backward(autograd.AutogradContext ctx, List<Tensor> grad_outputs)
    {
        using var frozen = no_grad();
        using var scope = NewDisposeScope();
        var saved = ctx.get_saved_variables();
        Tensor hidden = saved[0], head = saved[1], targets = saved[2];
        var all = saved.Count > 3 ? saved[3] : null;
        var temperature = (double)ctx.get_data("temperature");
        var chunk = (long)ctx.get_data("chunk");
        var rows = hidden.shape[0];
        var hiddenGradient = empty_like(hidden);
        Tensor? headGradient = null;
        for (long from = 0; from < rows; from += chunk)
        {
            using var inner = NewDisposeScope();
            var count = Math.Min(chunk, rows - from);
            var h = hidden.narrow(0, from, count);
            var logits = all is null ? LogSoftmax(h, head, temperature) : all.narrow(0, from, count);
            var dz = Gradient(
                logits, targets.narrow(0, from, count), Rows(grad_outputs[0], from, count),
                grad_outputs.Count > 1 ? Rows(grad_outputs[1], from, count) : null);
            if (temperature != 1)
            {
                dz.div_(temperature);
            }

            dz = dz.to(hidden.dtype);
            hiddenGradient.narrow(0, from, count).copy_(dz.mm(head));
            if (headGradient is null)
            {
                headGradient = dz.t().mm(h).MoveToOuterDisposeScope();
            }
            else
            {
                headGradient.addmm_(dz.t(), h);
            }
        }

        headGradient ??= zeros_like(head);
        return [hiddenGradient.MoveToOuterDisposeScope(), headGradient.MoveToOuterDisposeScope(), null!, null!, null!, null!, null!];
    }

    /// <summary>The values alone; <c>All</c> are the log-probabilities of every token, where they are kept.</summary>
    public static (Tensor LogProbs, Tensor Entropies, Tensor? All) Values(
        Tensor hidden, Tensor head, Tensor targets, double temperature, long chunk, bool keep)
    {
        using var scope = NewDisposeScope();
        var rows = hidden.shape[0];
        var picked = new List<Tensor>();
        var entropies = new List<Tensor>();
        var kept = new List<Tensor>();
        for (long from = 0; from < rows; from += chunk)
        {
            using var inner = NewDisposeScope();
            var count = Math.Min(chunk, rows - from);
            var logProbs = LogSoftmax(hidden.narrow(0, from, count), head, temperature);
            picked.Add(logProbs.gather(1, targets.narrow(0, from, count).unsqueeze(1)).squeeze(1).MoveToOuterDisposeScope());
            entropies.Add(logProbs.exp().mul_(logProbs).sum(1).neg_().MoveToOuterDisposeScope());
            if (keep)
            {
                kept.Add(logProbs.MoveToOuterDisposeScope());
            }
        }

        return (Join(picked).MoveToOuterDisposeScope(), Join(entropies).MoveToOuterDisposeScope(), keep ? Join(kept).MoveToOuterDisposeScope() : null);
    }

    private static Tensor Join(List<Tensor> parts) => parts.Count == 1 ? parts[0] : cat(parts, 0);

    private static Tensor LogSoftmax(Tensor hidden, Tensor head, double temperature)
    {
        var logits = hidden.mm(head.t());
        if (logits.dtype is not (ScalarType.Float32 or ScalarType.Float64))
        {
            logits = logits.to(float32);
        }

        if (temperature != 1)
        {
            logits.div_(temperature);
        }

        return nn.functional.log_softmax(logits, 1);
    }

    private static Tensor Gradient(Tensor logProbs, Tensor targets, Tensor? onLogProb, Tensor? onEntropy)
    {
        var p = logProbs.exp();
        Tensor? dz = null;
        if (onEntropy is not null)
        {
            var entropy = (p * logProbs).sum([1], keepdim: true).neg_();
            dz = (logProbs + entropy).mul_(p).mul_(onEntropy.neg().unsqueeze(1));
        }

        if (onLogProb is not null)
        {
            p.mul_(onLogProb.neg().unsqueeze(1)).scatter_add_(1, targets.unsqueeze(1), onLogProb.unsqueeze(1));
            dz = dz is null ? p : dz.add_(p);
        }

        return dz ?? p.zero_();
    }

    private static Tensor? Rows(Tensor? gradient, long from, long count) =>
        gradient is null || gradient.IsInvalid ? null : gradient.narrow(0, from, count);
}
