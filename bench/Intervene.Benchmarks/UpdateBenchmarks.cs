using System.Diagnostics;
using Intervene.Options;
using Intervene.Pipeline.Engines;
using Intervene.Torch.Engine;
using Intervene.Torch.Models;
using Intervene.Torch.Native;
using Intervene.Torch.Reinforcement;

namespace Intervene.Benchmarks;

/// <summary>
/// A whole RL update of the demo's shape (sampling, loss, backward pass, AdamW), in turns with a GEMM. TRL 1.16 needs about 190 GFLOP of GEMM time
/// for it.
/// </summary>
public static class UpdateBenchmarks
{
    /// <summary>Runs the benchmark; <c>--repeats N</c> (default 9).</summary>
    public static void Run(string[] args)
    {
        NativeTorch.Load();
        var repeats = Arguments.Number(args, "--repeats", 9);
        var options = new RlOptions
        {
            Steps = repeats + 1,
            BatchSize = DemoShape.Prompts,
            MiniBatchSize = DemoShape.Prompts,
            GroupSize = DemoShape.Group,
            Truncated = new TruncatedOptions.Keep(),
            CheckpointEvery = repeats + 1,
            Sampling = new SamplingOptions { MaxTokens = DemoShape.Response },
            Optimizer = new OptimizerOptions { LearningRate = 1e-4, Schedule = ScheduleKind.Constant, WarmupRatio = 0 },
        };
        using var model = RandomModel.Create(DemoShape.Config, 1);
        Console.WriteLine($"threads {NativeTorch.Threads}, parameters {model.ParameterCount}");
        var folder = Directory.CreateTempSubdirectory("intervene-bench-").FullName;
        try
        {
            Time(model, options, folder);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static void Time(CausalLanguageModel model, RlOptions options, string folder)
    {
        using GemmClock whole = new(), sampling = new(), training = new();
        using var process = Process.GetCurrentProcess();
        var before = whole.Gemm();
        double Processor()
        {
            process.Refresh();
            return process.TotalProcessorTime.TotalSeconds;
        }

        double start = Processor(), graded = start;
        using var engine = new LocalEngine(model, "start");
        RlTrainer.Run(
            model,
            version =>
            {
                engine.Update(version);
                return engine;
            },
            new RlTraining
            {
                Problems = DemoShape.Problems,
                Grade = (_, completion) =>
                {
                    graded = Processor();
                    return (completion.Sample % 2, "correct");
                },
                Options = options,
                Seed = 1,
                Arm = "bench",
                Directory = folder,
                Stepped = step =>
                {
                    var end = Processor();
                    var after = whole.Gemm();
                    double wall = (before.Wall + after.Wall) / 2, processor = (before.Processor + after.Processor) / 2;
                    whole.Add(step.Value("timing_s/step"), end - start, wall, processor);
                    sampling.Add(step.Value("timing_s/gen"), graded - start, wall, processor);
                    training.Add(step.Value("timing_s/update_actor"), end - graded, wall, processor);
                    before = whole.Gemm();
                    start = Processor();
                },
            },
            CancellationToken.None);
        const double tokens = DemoShape.Prompts * DemoShape.Group * DemoShape.Response;
        sampling.Report("sampling", tokens, DemoShape.Gflop(model, tokens));
        training.Report("training step", tokens, 3 * DemoShape.Gflop(model, tokens));
        whole.Report("RL update", tokens, 4 * DemoShape.Gflop(model, tokens));
    }
}
