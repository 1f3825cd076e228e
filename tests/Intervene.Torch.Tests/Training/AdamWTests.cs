using Intervene.Options;
using Intervene.Torch.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace Intervene.Torch.Tests.Training;

public class AdamWTests
{
    /// <summary>Loshchilov and Hutter's Algorithm 2 with PyTorch's clipping, in double precision, on gradients from 1e-9 to 10.</summary>
    [Theory]
    [InlineData(0.3, 0.05)]
    [InlineData(1e9, 0.0)]
    public void Clipped_updates_are_those_of_the_textbook(double maxGradNorm, double decay)
    {
        using var scope = NewDisposeScope();
        var options = new OptimizerOptions { Beta1 = 0.9, Beta2 = 0.95, Epsilon = 1e-8, WeightDecay = decay, MaxGradNorm = maxGradNorm };
        var start = Numbers(1, 40);
        var parameter = tensor(start).to(float32).requires_grad_();
        using var optimizer = new AdamW(new Dictionary<string, Tensor> { ["w"] = parameter }, options);
        double[] w = [.. start.Select(x => (double)(float)x)], m = new double[40], v = new double[40];
        double[] rates = [0, 0.005, 0.01, 0.00868];
        for (var step = 1; step <= rates.Length; step++)
        {
            double[] g = [.. Numbers(step + 1, 40).Select((x, i) => (double)(float)(x * Math.Pow(10, (i % 11) - 9)))];
            parameter.grad = tensor(g).to(float32);
            var norm = Math.Sqrt(g.Sum(x => x * x));
            Assert.Equal(norm, optimizer.Update(rates[step - 1]), norm * 1e-6);
            var clip = Math.Min(1, maxGradNorm / (norm + 1e-6));
            for (var i = 0; i < w.Length; i++)
            {
                var gradient = g[i] * clip;
                w[i] -= rates[step - 1] * decay * w[i];
                m[i] = (0.9 * m[i]) + (0.1 * gradient);
                v[i] = (0.95 * v[i]) + (0.05 * gradient * gradient);
                var divisor = Math.Sqrt(v[i] / (1 - Math.Pow(0.95, step))) + 1e-8;
                w[i] -= rates[step - 1] * (m[i] / (1 - Math.Pow(0.9, step))) / divisor;
            }

            var ours = parameter.detach().to(float64).data<double>().ToArray();
            Assert.InRange(ours.Zip(w).Max(pair => Math.Abs(pair.First - pair.Second)), 0, 1e-6);
        }
    }

    [Fact]
    public void A_norm_at_the_bound_is_clipped_by_pytorchs_guard()
    {
        using var scope = NewDisposeScope();
        var parameter = tensor(new[] { 1f }).requires_grad_();
        using var optimizer = new AdamW(new Dictionary<string, Tensor> { ["w"] = parameter }, new OptimizerOptions { Beta1 = 0, MaxGradNorm = 1e-6 });
        parameter.grad = tensor(new[] { 1e-6f });
        optimizer.Update(0.1);
        Assert.Equal(0.5e-6, optimizer.State().First().Value.cpu().data<float>().ToArray()[0], 1e-12);
    }

    [Fact]
    public void A_loss_or_gradient_that_is_not_finite_changes_nothing()
    {
        using var scope = NewDisposeScope();
        Tensor parameter = tensor(new[] { 1f, 2f }).requires_grad_(), other = tensor(new[] { 3f }).requires_grad_();
        using var optimizer = new AdamW(new Dictionary<string, Tensor> { ["other"] = other, ["w"] = parameter }, new OptimizerOptions());
        other.grad = tensor(new[] { 1f });
        parameter.grad = tensor(new[] { 1f, float.PositiveInfinity });
        Assert.False(double.IsFinite(optimizer.Update(0.1)));
        Assert.Equal("the gradient of w", optimizer.NotFinite);
        parameter.grad = tensor(new[] { 1f, 1f });
        Assert.False(double.IsFinite(optimizer.Update(0.1, loss: double.NaN)));
        Assert.Equal("the loss", optimizer.NotFinite);
        Assert.Equal([1f, 2f], parameter.detach().data<float>().ToArray());
        Assert.All(optimizer.State(), state => Assert.Equal(0, state.Value.abs().max().ToDouble()));
        Assert.Equal([0f, 0f], parameter.grad!.data<float>().ToArray());
    }

    private static double[] Numbers(int seed, int count) => [.. Enumerable.Range(0, count).Select(i => Math.Sin((seed * 37.7) + (i * 12.9)))];
}
