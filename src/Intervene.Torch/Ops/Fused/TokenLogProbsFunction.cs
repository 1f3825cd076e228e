using static TorchSharp.torch;

namespace Intervene.Torch.Ops.Fused;

/// <summary>Log-probabilities and entropies of a linear head, a chunk of rows at a time; the backward pass makes each chunk's logits again.</summary>
internal sealed class TokenLogProbsFunction : autograd.MultiTensorFunction<TokenLogProbsFunction>
{
    public override string Name => nameof(TokenLogProbsFunction);

    /// <summary>The log-probabilities and the entropies, the latter with a gradient where it is wanted.</summary>
    public static (Tensor LogProbs, Tensor Entropies) Of(
        Tensor hidden, Tensor head, Tensor targets, double temperature, long chunk, bool entropyGradient)
    {
        if (!is_grad_enabled())
        {
            var (values, spread, sums) = Values(hidden, head, targets, temperature, chunk);
            sums.Dispose();
            return (values, spread);
        }

        var aside = new Tensor[1]; // takes the entropies where they need no gradient
        var results = apply(hidden, head, targets, temperature, chunk, entropyGradient, aside);
        return (results[0], entropyGradient ? results[1] : aside[0]);
    }

    public override List<Tensor> forward(autograd.AutogradContext ctx, params object[] vars)
    {
        Tensor hidden = (Tensor)vars[0], head = (Tensor)vars[1], targets = (Tensor)vars[2];
        var (temperature, chunk) = ((double)vars[3], (long)vars[4]);
        var (logProbs, entropies, logSums) = Values(hidden, head, targets, temperature, chunk);
        ctx.set_materialize_grads(false); // zeros for an unused result would be made from a tensor that a scope has disposed
        KeptTensors.Keep(ctx, vars, hidden, head, targets, logSums, entropies);
        ctx.save_data("temperature", temperature);
        ctx.save_data("chunk", chunk);
        if ((bool)vars[5])
        {
            return [logProbs, entropies];
        }

        ((Tensor[])vars[6])[0] = entropies;
        return [logProbs];
    }

    public override List<Tensor> backward(autograd.AutogradContext ctx, List<Tensor> grad_outputs) => KeptTensors.Backward(ctx, grad_outputs, kept =>
    {
        Tensor hidden = kept[0], head = kept[1], hiddenGradient = empty_like(hidden), headGradient = zeros_like(head);
        var temperature = (double)ctx.get_data("temperature");
        var chunk = (long)ctx.get_data("chunk");
        for (long from = 0; from < hidden.shape[0]; from += chunk)
        {
            using var inner = NewDisposeScope();
            Tensor Part(Tensor tensor) => tensor.narrow(0, from, Math.Min(chunk, hidden.shape[0] - from));
            Tensor? Upstream(int i) => grad_outputs.Count > i && grad_outputs[i] is { IsInvalid: false } gradient ? Part(gradient) : null;
            var h = Part(hidden);
            var gradient = LogitChunk.Gradient(
                LogitChunk.Of(h, head), Part(kept[2]), temperature, Part(kept[3]), Part(kept[4]), Upstream(0), Upstream(1));
            LogitChunk.Spread(gradient, h, head, Part(hiddenGradient), headGradient);
        }

        return [hiddenGradient, headGradient, null!, null!, null!, null!, null!];
    });

    private static (Tensor LogProbs, Tensor Entropies, Tensor LogSums) Values(
        Tensor hidden, Tensor head, Tensor targets, double temperature, long chunk)
    {
        using var scope = NewDisposeScope();
        var parts = new List<(Tensor LogProbs, Tensor Entropies, Tensor LogSums)>();
        for (long from = 0; from < hidden.shape[0]; from += chunk)
        {
            using var inner = NewDisposeScope();
            var count = Math.Min(chunk, hidden.shape[0] - from);
            var (logProbs, entropies, logSums) = LogitChunk.Statistics(
                LogitChunk.Of(hidden.narrow(0, from, count), head), targets.narrow(0, from, count), temperature);
            parts.Add((logProbs.MoveToOuterDisposeScope(), entropies.MoveToOuterDisposeScope(), logSums.MoveToOuterDisposeScope()));
        }

        Tensor Join(Func<(Tensor LogProbs, Tensor Entropies, Tensor LogSums), Tensor> of) =>
            (parts.Count == 1 ? of(parts[0]) : cat([.. parts.Select(of)], 0)).MoveToOuterDisposeScope();
        return (Join(part => part.LogProbs), Join(part => part.Entropies), Join(part => part.LogSums));
    }
}
