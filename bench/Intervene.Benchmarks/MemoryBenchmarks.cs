using System.Globalization;
using Intervene.Learning;
using Intervene.Options;
using Intervene.Torch.Models;
using Intervene.Torch.Native;
using Intervene.Torch.Training;
using static TorchSharp.torch;

namespace Intervene.Benchmarks;

/// <summary>The activations of a forward and backward pass of SmolLM2-135M's shape beside what the trainers announce before a run.</summary>
public static class MemoryBenchmarks
{
    /// <summary>Runs the benchmark; <c>--tokens N</c> (default 1,024), <c>--recompute 1</c> for recomputed layers.</summary>
    public static void Run(string[] args)
    {
        NativeTorch.Load();
        var tokens = Arguments.Number(args, "--tokens", 1024);
        var recompute = Arguments.Number(args, "--recompute", 0) != 0;
        using var model = RandomModel.Create(DemoShape.SmolLm2, 1);
        model.RecomputeActivations = recompute;
        foreach (var parameter in model.Parameters.Values)
        {
            parameter.grad = zeros_like(parameter);
        }

        var sequence = new TargetSequence(DemoShape.Tokens("prompt", 1, 49_152), DemoShape.Tokens("memory", tokens, 49_152));
        var measured = ResidentMemory.Rise(() =>
        {
            using var scope = NewDisposeScope();
            TargetLogProbs.Of(model, [sequence], 1).LogProbs.mean().backward();
        });
        var estimated = TrainerMemory.Of(DemoShape.SmolLm2, tokens, ComputeType.Float32, recompute).Activations / 1e6;
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"{tokens,6} tokens: measured {measured,6:N0} MB, estimated {estimated,6:N0} MB"));
    }
}
