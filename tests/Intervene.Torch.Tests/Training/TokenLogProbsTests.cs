using Intervene.Torch.Ops;
using TorchSharp;
using static TorchSharp.torch;

namespace Intervene.Torch.Tests.Training;

public class TokenLogProbsTests
{
    [Theory]
    [InlineData(0, 1.0, ScalarType.Float64, 1e-12)]
    [InlineData(5, 0.7, ScalarType.Float64, 1e-12)]
    [InlineData(1, 1.0, ScalarType.Float64, 1e-12)]
    [InlineData(0, 1.0, ScalarType.Float32, 2e-6)]
    [InlineData(7, 1.3, ScalarType.Float32, 2e-6)]
    public void Values_and_gradients_are_those_of_a_plain_log_softmax(long chunk, double temperature, ScalarType dtype, double tolerance)
    {
        using var scope = NewDisposeScope();
        Tensor hidden = Random(1, 23, 6), head = Random(2, 31, 6),
        targets = tensor(Enumerable.Range(0, 23).Select(i => (long)(i * 7 % 31)).ToArray());
        Tensor onLogProb = Random(3, 23), onEntropy = Random(4, 23);
        Tensor h = hidden.clone().to(dtype).requires_grad_(), w = head.clone().to(dtype).requires_grad_();
        var (logProbs, entropies) = TokenLogProbs.Of(h, w, targets, temperature, true, chunk);
        ((logProbs * onLogProb.to(dtype)).sum() + (entropies * onEntropy.to(dtype)).sum()).backward();

        Tensor h2 = hidden.clone().requires_grad_(), w2 = head.clone().requires_grad_();
        var all = nn.functional.log_softmax(h2.mm(w2.t()) / temperature, 1);
        var plain = all.gather(1, targets.unsqueeze(1)).squeeze(1);
        var entropy = -(all.exp() * all).sum(1);
        ((plain * onLogProb).sum() + (entropy * onEntropy).sum()).backward();

        Close(plain, logProbs, tolerance);
        Close(entropy, entropies, tolerance);
        Close(h2.grad!, h.grad!, tolerance * 10);
        Close(w2.grad!, w.grad!, tolerance * 10);
    }

    [Fact]
    public void A_gradient_on_one_result_alone_is_enough()
    {
        using var scope = NewDisposeScope();
        var targets = tensor(new long[] { 1, 2, 0 });
        Tensor hidden = Random(1, 3, 4).requires_grad_(), head = Random(2, 5, 4).requires_grad_();
        TokenLogProbs.Of(hidden, head, targets, 1).LogProbs.sum().backward();
        var kept = hidden.grad!.clone();
        hidden.grad!.zero_();
        TokenLogProbs.Of(hidden, head, targets, 1, chunk: 2).LogProbs.sum().backward();
        Close(kept, hidden.grad!, 1e-12);
        hidden.grad!.zero_();
        TokenLogProbs.Of(hidden, head, targets, 1, entropyGradient: true).Entropies.sum().backward();
        Assert.True(hidden.grad!.abs().max().ToDouble() > 0);
    }

    [Fact]
    public void Without_gradients_the_values_are_the_same()
    {
        using var scope = NewDisposeScope();
        var targets = tensor(new long[] { 1, 2, 0 });
        Tensor hidden = Random(1, 3, 4), head = Random(2, 5, 4).requires_grad_();
        var (logProbs, _) = TokenLogProbs.Of(hidden, head, targets, 0.9);
        using var frozen = no_grad();
        var (alone, _) = TokenLogProbs.Of(hidden, head, targets, 0.9, chunk: 1);
        Close(logProbs, alone, 1e-12);
        Assert.False(alone.requires_grad);
    }

    [Fact]
    public void No_tensor_is_left_behind() => Leaks.None(() =>
    {
        using var scope = NewDisposeScope();
        var targets = tensor(new long[] { 1, 2, 0 });
        Tensor hidden = Random(1, 3, 4).requires_grad_(), head = Random(2, 5, 4).requires_grad_();
        TokenLogProbs.Of(hidden, head, targets, 1).LogProbs.sum().backward();
        var (logProbs, entropies) = TokenLogProbs.Of(hidden, head, targets, 1, entropyGradient: true, chunk: 2);
        (logProbs.sum() + entropies.sum()).backward();
        hidden.grad!.Dispose();
        head.grad!.Dispose();
    });

    [Fact]
    public void A_target_of_another_length_is_refused()
    {
        using var scope = NewDisposeScope();
        var fault = Assert.Throws<ArgumentException>(() => TokenLogProbs.Of(zeros(3, 4), zeros(5, 4), zeros(2, int64), 1));
        Assert.Contains("targets is [2] Int64; expected [3]", fault.Message, StringComparison.Ordinal);
    }

    private static void Close(Tensor expected, Tensor actual, double tolerance) =>
        Assert.InRange((expected.to(float64) - actual.to(float64)).abs().max().ToDouble(),
            0, tolerance * Math.Max(1, expected.abs().max().ToDouble()));

    private static Tensor Random(ulong seed, params long[] shape)
    {
        using var generator = new Generator(seed);
        return randn(shape, float64, generator: generator);
    }
}
