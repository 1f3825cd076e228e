using System.Globalization;
using Intervene.Examples;
using Intervene.Models;
using Intervene.Options;
using Intervene.Torch.Models;
using Intervene.Torch.Native;
using Intervene.Torch.Supervised;
using Intervene.Torch.Training;
using static TorchSharp.torch;

namespace Intervene.Benchmarks;

/// <summary>
/// A supervised training step of a model of 4 layers of width 256 on 8,192 tokens, in float32 and in bfloat16 over float32 weights, in turns with
/// plain libtorch: GFLOP a second and core, where a step is 6 · parameters · tokens and the causal half of attention.
/// </summary>
public static class StepBenchmarks
{
    private const int Sequences = 32, Length = 256;

    /// <summary>Runs the benchmark; <c>--repeats N</c> (default 7).</summary>
    public static void Run(string[] args)
    {
        NativeTorch.Load();
        var repeats = Arguments.Number(args, "--repeats", 7);
        using var model = RandomModel.Create(Config, 1);
        TrainingExample[] batch = [.. Enumerable.Range(0, Sequences).Select(i =>
        {
            var ids = DemoShape.Tokens($"step{i}", Length, Config.VocabularySize);
            return new TrainingExample { ProblemId = $"{i}", Arm = "bench", PromptIds = ids[..1], TargetIds = ids[1..], Terminal = true };
        })];
        const double tokens = Sequences * Length;
        var gflop = 1e-9 * ((6 * model.ParameterCount * tokens) + (6.0 * Config.Layers * Config.Heads * Config.HeadWidth * Length * tokens));
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"threads {NativeTorch.Threads}, parameters {model.ParameterCount:N0}, tokens {tokens:N0}, {gflop:F0} GFLOP a step"));
        using var optimizer = new AdamW(model.Parameters, new OptimizerOptions());
        foreach (var type in new[] { ComputeType.Float32, ComputeType.Bfloat16 })
        {
            using var compute = new ComputeModel(model, type, recompute: false);
            using var plain = Plain(model, type == ComputeType.Float32 ? float32 : bfloat16);
            using var theirs = optim.AdamW(plain.Parameters.Values.Cast<TorchSharp.Modules.Parameter>(), lr: 1e-9);
            using var scope = NewDisposeScope();
            Tensor[] rows =
                [.. batch.Chunk(16).Select(
                    part => tensor(part.SelectMany(e => e.PromptIds.Concat(e.TargetIds).Select(id => (long)id)).ToArray()).view(part.Length, -1))];
            var ours = new List<double>();
            var eager = new List<double>();
            for (var i = 0; i <= repeats; i++)
            {
                ours.Add(Arguments.Processor(() =>
                {
                    SftTrainer.Accumulate(compute, batch, 16_384);
                    optimizer.Update(1e-9);
                    compute.Refresh();
                }));
                eager.Add(Arguments.Processor(() =>
                {
                    foreach (var part in rows)
                    {
                        using var inner = NewDisposeScope();
                        EagerModel.Loss(plain, part).backward();
                    }

                    theirs.step();
                }));
            }

            double our = Arguments.Median(ours), their = Arguments.Median(eager);
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{type,-10} ours {our,6:F2} s of one core, {gflop / our,6:F1} GFLOP/s a core; plain libtorch {their,6:F2} s, {gflop / their,6:F1} GFLOP/s; {their / our:F2} times as long"));
        }
    }

    /// <summary>A copy whose weights TorchSharp's optimiser takes.</summary>
    private static CausalLanguageModel Plain(CausalLanguageModel model, ScalarType type)
    {
        using var frozen = no_grad();
        return new CausalLanguageModel(
            model.Config, model.Parameters.ToDictionary(
                p => p.Key, Tensor (p) => new TorchSharp.Modules.Parameter(p.Value.detach().to(type, copy: true)), StringComparer.Ordinal));
    }

    private static ModelConfig Config => new()
    {
        Family = ModelFamily.Llama,
        VocabularySize = 512,
        HiddenSize = 256,
        IntermediateSize = 1024,
        Layers = 4,
        Heads = 4,
        KeyValueHeads = 4,
        HeadWidth = 64,
        RmsNormEpsilon = 1e-6,
        Rope = new RopeOptions { Theta = 10_000 },
        TieWordEmbeddings = true,
        ContextLength = 1024,
        StopIds = [],
    };
}
