using Intervene.Torch.Ops;
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
    [InlineData(3, 5)]
    [InlineData(400, 130)]
    public void Swiglu_has_the_values_and_gradients_of_its_formula(int rows, int width) => Compare(
        [Random(3, rows, width), Random(4, rows, width)],
        inputs => Gates.SwiGlu(inputs[0], inputs[1]),
        inputs => inputs[0] * inputs[0].sigmoid() * inputs[1]);

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

    [Fact]
    public void Fused_operations_leave_no_tensor_behind()
    {
        void Once()
        {
            using var scope = NewDisposeScope();
            var x = Random(1, 50, 128).requires_grad_();
            Gates.SwiGlu(Norms.Rms(x, ones(128), 1e-6), x).sum().backward();
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
