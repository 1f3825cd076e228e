using Intervene.Torch.Ops;
using Intervene.Torch.Ops.Packing;
using TorchSharp;
using static TorchSharp.torch;

namespace Intervene.Torch.Tests.Ops;

public class FusedOpsTests
{
    [Theory]
    [InlineData(1, 8)]
    [InlineData(7, 13)]
    [InlineData(700, 128)]
    public void Rms_norm_has_the_values_and_gradients_of_its_formula(int rows, int width) => Compare(
        [Random(1, rows, width), Random(2, width)],
        inputs => Norms.Rms(inputs[0], inputs[1], 1e-6),
        inputs => inputs[0] * (inputs[0].square().mean([-1], keepdim: true) + 1e-6).rsqrt() * inputs[1]);

    [Theory]
    [InlineData(1, 8)]
    [InlineData(7, 13)]
    [InlineData(700, 128)]
    public void A_residual_sum_and_its_norm_have_the_values_and_gradients_of_their_formula(int rows, int width)
    {
        Tensor Both((Tensor Sum, Tensor Normed) results) => cat([results.Sum, results.Normed], 1);
        Compare(
            [Random(1, rows, width), Random(2, rows, width), Random(3, width)],
            inputs => Both(Norms.AddRms(inputs[0], inputs[1], inputs[2], 1e-6)),
            inputs =>
            {
                var sum = inputs[0] + inputs[1];
                return Both((sum, sum * (sum.square().mean([-1], keepdim: true) + 1e-6).rsqrt() * inputs[2]));
            });
    }

    [Theory]
    [InlineData(3, 5)]
    [InlineData(400, 130)]
    public void Swiglu_has_the_values_and_gradients_of_its_formula(int rows, int width) => Compare(
        [Random(3, rows, width), Random(4, rows, width)],
        inputs => Gates.SwiGlu(inputs[0], inputs[1]),
        inputs => inputs[0] * inputs[0].sigmoid() * inputs[1]);

    [Theory]
    [InlineData(1, 3, 5, false)]
    [InlineData(5, 64, 48, true)]
    [InlineData(300, 130, 33, true)]
    [InlineData(900, 96, 200, false)]
    [InlineData(6, 1500, 1500, true)]
    public void Linear_has_the_values_and_gradients_of_its_formula(int rows, int inputs, int outputs, bool biased)
    {
        Tensor[] maps = [Random(2, outputs, inputs), Random(3, 17, inputs)], biases = biased ? [Random(4, outputs), Random(5, 17)] : [];
        Compare(
            [Random(1, rows, inputs), .. maps, .. biases],
            inputs => cat(Linear.Of(inputs[0], inputs[1..3], inputs[3..]), 1),
            inputs => cat([.. Enumerable.Range(0, 2).Select(i => inputs[0].mm(inputs[1 + i].t()) + (biased ? inputs[3 + i] : 0))], 1));
    }

    [Theory]
    [InlineData(1, 3, 5, false)]
    [InlineData(7, 32, 40, true)]
    [InlineData(210, 24, 70, false)]
    [InlineData(700, 64, 160, false)]
    public void The_gated_mlp_has_the_values_and_gradients_of_its_formula(int rows, int width, int inner, bool biased)
    {
        Tensor[] weights = [Random(2, inner, width), Random(3, inner, width), Random(4, width, inner) / Math.Sqrt(inner)];
        Tensor[] biases = biased ? [Random(5, inner), Random(6, inner), Random(7, width)] : [];
        Compare(
            [Random(1, rows, width) / Math.Sqrt(width), .. weights, .. biases],
            inputs => GatedMlp.Of(inputs[0], inputs[1..4], inputs[4..]),
            inputs =>
            {
                Tensor Map(Tensor x, int i) => x.mm(inputs[1 + i].t()) + (biased ? inputs[4 + i] : 0);
                var gate = Map(inputs[0], 0);
                return Map(gate * gate.sigmoid() * Map(inputs[0], 1), 2);
            });
    }

    [Theory]
    [InlineData(5, 3, 6)]
    [InlineData(300, 4, 32)]
    public void Rotary_has_the_values_and_gradients_of_its_formula(int tokens, int heads, int width)
    {
        var angles = cat([Random(6, tokens, 1, width / 2), Random(6, tokens, 1, width / 2)], -1);
        Compare(
            [Random(5, tokens, heads, width)],
            inputs => Rotary.Apply(inputs[0], angles.cos().to(inputs[0].dtype), angles.sin().to(inputs[0].dtype)),
            inputs =>
            {
                var halves = inputs[0].chunk(2, -1);
                return (inputs[0] * angles.cos()) + (cat([-halves[1], halves[0]], -1) * angles.sin());
            });
    }

    [Theory]
    [InlineData(2, 1, 8, new long[] { 1 })]
    [InlineData(4, 2, 32, new long[] { 115, 3, 64, 65, 1, 128 })]
    [InlineData(3, 3, 6, new long[] { 17, 5, 2 })]
    [InlineData(9, 3, 64, new long[] { 70, 33 })]
    [InlineData(2, 1, 20, new long[] { 300 })]
    public void Packed_attention_has_the_values_and_gradients_of_its_formula(int heads, int kvHeads, int width, long[] lengths)
    {
        var tokens = lengths.Sum();
        Compare(
            [Random(1, tokens, heads, width) * 2, Random(2, tokens, kvHeads, width) * 2, Random(3, tokens, kvHeads, width)],
            inputs => PackedAttention.Causal(inputs[0], inputs[1], inputs[2], SequenceRows.EndToEnd(lengths.Select(n => (int)n))),
            inputs => Attention(inputs[0], inputs[1], inputs[2], lengths));
    }

    [Fact]
    public void Sequences_that_share_a_prefix_have_the_values_and_gradients_of_sequences_in_full()
    {
        SequenceRows[] shared = [new(0, 0, 0, 70), new(0, 21, 70, 60), new(0, 21, 130, 0), new(0, 70, 130, 5), new(0, 0, 135, 9)];
        int[] rows = [.. shared.SelectMany(s => Enumerable.Range(0, s.Tokens).Select(s.Row))];
        Compare(
            [Random(1, 144, 4, 12), Random(2, 144, 2, 12), Random(3, 144, 2, 12)],
            inputs => PackedAttention.Causal(inputs[0], inputs[1], inputs[2], shared),
            inputs => PackedAttention.Causal(inputs[0], inputs[1], inputs[2], shared)); // float64 takes every sequence in full
        Compare(
            [Random(1, 144, 4, 12), Random(2, 144, 2, 12), Random(3, 144, 2, 12)],
            inputs => RowGather.Of(PackedAttention.Causal(inputs[0], inputs[1], inputs[2], shared), rows),
            inputs =>
            {
                var index = tensor(rows, int64);
                return Attention(inputs[0].index_select(0, index),
                    inputs[1].index_select(0, index), inputs[2].index_select(0, index), [.. shared.Select(s => (long)s.Tokens)]);
            });
    }

    [Fact]
    public void Packed_attention_gives_the_same_bits_at_any_number_of_threads()
    {
        long[] lengths = [115, 3, 64, 65, 1, 128, 90, 90];
        float[] Once(int threads)
        {
            var before = get_num_threads();
            set_num_threads(threads);
            using var scope = NewDisposeScope();
            Tensor q = Random(1, lengths.Sum(), 4, 32).requires_grad_(),
            k = Random(2, lengths.Sum(), 2, 32).requires_grad_(), v = Random(3, lengths.Sum(), 2, 32).requires_grad_();
            var y = PackedAttention.Causal(q, k, v, SequenceRows.EndToEnd(lengths.Select(n => (int)n)));
            y.backward([Random(4, y.shape)]);
            set_num_threads(before);
            return [.. new[] { y.detach(), q.grad!, k.grad!, v.grad! }.SelectMany(t => t.data<float>().ToArray())];
        }

        Assert.Equal(Once(1), Once(3));
    }

    [Fact]
    public void A_backward_pass_lets_go_of_what_it_has_used()
    {
        using var scope = NewDisposeScope();
        var x = Random(1, 50, 64).requires_grad_();
        var weight = Random(2, 64, 64).requires_grad_();
        Tensor Chain(int length)
        {
            using var inner = NewDisposeScope();
            var y = x;
            for (var i = 0; i < length; i++)
            {
                y = Linear.Of(Norms.Rms(y, ones(64), 1e-6), [weight], [])[0];
            }

            return y.sum().MoveToOuterDisposeScope();
        }

        long Left(int length)
        {
            var before = Tensor.TotalCount;
            Chain(length).backward();
            return Tensor.TotalCount - before;
        }

        Left(2);
        Assert.Equal(Left(4), Left(40));
    }

    /// <summary>softmax(q kᵀ / √E + causal mask) v in plain operations, a sequence at a time.</summary>
    private static Tensor Attention(Tensor q, Tensor k, Tensor v, long[] lengths)
    {
        var repeat = q.shape[1] / k.shape[1];
        var parts = new List<Tensor>();
        long start = 0;
        foreach (var length in lengths)
        {
            Tensor Heads(Tensor x, long times) => x.narrow(0, start, length).repeat_interleave(times, 1).transpose(0, 1);
            var scores = Heads(q, 1).matmul(Heads(k, repeat).transpose(1, 2)) / Math.Sqrt(q.shape[2]);
            var hidden = ones(length, length, @bool).triu(1);
            parts.Add(scores.masked_fill(hidden, double.NegativeInfinity).softmax(-1).matmul(Heads(v, repeat)).transpose(0, 1));
            start += length;
        }

        return cat(parts, 0);
    }

    [Fact]
    public void Fused_operations_leave_no_tensor_behind()
    {
        void Once()
        {
            using var scope = NewDisposeScope();
            var x = Random(1, 50, 128).requires_grad_();
            var mixed = GatedMlp.Of(Linear.Of(x, [Random(2, 128, 128)], [])[0], [Random(3, 90, 128), Random(4, 90, 128), Random(5, 128, 90)], []);
            var heads = Gates.SwiGlu(Norms.Rms(mixed, ones(128), 1e-6), x).view(50, 4, 32);
            PackedAttention.Causal(heads, heads, heads, SequenceRows.EndToEnd([20, 30])).sum().backward();
            x.grad!.Dispose();
        }

        Once();
        Collect();
        var before = Tensor.TotalCount;
        for (var i = 0; i < 5; i++)
        {
            Once();
        }

        Collect();
        Assert.Equal(before, Tensor.TotalCount);
    }

    /// <summary>Frees what earlier tests left to finalizers.</summary>
    private static void Collect()
    {
        for (var pass = 0; pass < 3; pass++) // a graph's node frees what it saved one pass later
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }
    }

    /// <summary>Compares a float32 operation with the float64 formula: values and gradients under a random upstream gradient.</summary>
    private static void Compare(Tensor[] inputs, Func<Tensor[], Tensor> actual, Func<Tensor[], Tensor> formula)
    {
        var narrow = inputs.Select(x => x.detach().clone().requires_grad_()).ToArray();
        var wide = inputs.Select(x => x.to(float64).detach().requires_grad_()).ToArray();
        Tensor a = actual(narrow), b = formula(wide);
        AssertClose(b, a);
        var upstream = Random(9, a.shape);
        a.backward([upstream]);
        b.backward([upstream.to(float64)]);
        for (var i = 0; i < inputs.Length; i++)
        {
            AssertClose(wide[i].grad!, narrow[i].grad!);
        }
    }

    private static void AssertClose(Tensor expected, Tensor actual) =>
        Assert.InRange((expected - actual.to(float64)).abs().max().ToDouble(), 0, 2e-5 * Math.Max(1, expected.abs().max().ToDouble()));

    private static Tensor Random(long seed, params long[] shape)
    {
        using var generator = new Generator((ulong)seed);
        return randn(shape, generator: generator);
    }
}
