using System.Diagnostics;
using System.Globalization;
using Intervene.Completions;
using Intervene.Learning;
using Intervene.Models;
using Intervene.Options;
using Intervene.Pipeline.Engines;
using Intervene.Torch.Models;
using Intervene.Torch.Native;
using Intervene.Torch.Reinforcement;
using Intervene.Torch.Training;
using static TorchSharp.torch;

namespace Intervene.Benchmarks;

/// <summary>
/// An RL update of the demo's shape beside a 1024³ GEMM of the same run: Qwen3 with d 128 and 3 layers, 8 prompts × 16 completions of 96 tokens.
/// Machines and their load differ, the ratio hardly does. TRL 1.16 needs about 190 GFLOP of GEMM time for generation and update together.
/// </summary>
public static class TrainingBenchmarks
{
    private const int Prompts = 8, Group = 16, Response = 96, Prompt = 20;

    /// <summary>
    /// Runs the benchmark; <c>--repeats N</c> (default 7), <c>--micro TOKENS</c>, <c>--share 0</c> to compute each prompt for every completion.
    /// </summary>
    public static void Run(string[] args)
    {
        NativeTorch.Load();
        var repeats = Arguments.Number(args, "--repeats", 7);
        var micro = Arguments.Number(args, "--micro", 16_384);
        var share = Arguments.Number(args, "--share", 1) != 0;
        var options = new RlOptions
        {
            BatchSize = Prompts,
            MiniBatchSize = Prompts,
            GroupSize = Group,
            MicroBatchTokens = micro,
            SharePrompts = share,
            Sampling = new SamplingOptions { MaxTokens = Response },
            Optimizer = new OptimizerOptions { LearningRate = 1e-4, Schedule = ScheduleKind.Constant, WarmupRatio = 0 },
        };
        using var model = RandomModel.Create(Config, 1);
        var sequences = Problems.SelectMany(
            (p, i) => Enumerable.Range(0, Group).Select(sample => new TargetSequence(p.PromptIds, Tokens(p.PromptIds, sample)))).ToArray();
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"threads {get_num_threads()}, parameters {model.ParameterCount:N0}, tokens {sequences.Sum(s => s.Length):N0}"));
        var gemm = Math.Min(Gemm(), Gemm());
        var forward = Best(repeats, () =>
        {
            using var frozen = no_grad();
            using var scope = NewDisposeScope();
            foreach (var part in MicroBatches.Split([.. sequences.Select(s => s.Length)], micro))
            {
                using var inner = NewDisposeScope();
                TargetLogProbs.Of(model, [.. part.Select(i => sequences[i])], 1, sharePrompts: share);
            }
        });
        var update = Update(model, options with { Steps = repeats + 1 });
        var eager = Eager(model, sequences, repeats, micro);
        var (fused, plain) = Optimizers(model, repeats);
        gemm = Math.Min(gemm, Gemm());
        var rate = 2.0 * 1024 * 1024 * 1024 / gemm / 1e9;
        Report("GEMM 1024³", gemm, rate);
        Report("log-probs, no gradient", forward, rate);
        Report("RL update (forward, backward, AdamW)", update, rate);
        Report("plain libtorch: forward and backward", eager, rate);
        Report("AdamW", fused, rate);
        Report("plain libtorch: AdamW", plain, rate);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"plain libtorch takes {(eager + plain) / update:F2} times as long for the update, {plain / fused:F1} times for AdamW alone"));
    }

    private static ModelConfig Config => new()
    {
        Family = ModelFamily.Qwen3,
        VocabularySize = 64,
        HiddenSize = 128,
        IntermediateSize = 384,
        Layers = 3,
        Heads = 4,
        KeyValueHeads = 2,
        HeadWidth = 32,
        RmsNormEpsilon = 1e-6,
        Rope = new RopeOptions { Theta = 10_000 },
        TieWordEmbeddings = true,
        ContextLength = 256,
        StopIds = [0],
    };

    private static RlProblem[] Problems => [.. Enumerable.Range(0, Prompts).Select(i => new RlProblem($"p{i}", Random($"p{i}", 0, Prompt)))];

    private static int[] Tokens(int[] prompt, int sample) => Random(string.Join(' ', prompt), sample, Response);

    private static int[] Random(string name, int sample, int count)
    {
        var key = RandomKey.Of(1, "bench", name);
        return [.. Enumerable.Range(0, count).Select(j => 1 + (int)(key.Uniform(sample, j) * 63))];
    }

    /// <summary>The fastest update of a run whose rollouts cost nothing.</summary>
    private static double Update(CausalLanguageModel model, RlOptions options)
    {
        var folder = Directory.CreateTempSubdirectory("intervene-bench-").FullName;
        var seconds = new List<double>();
        var graded = 0.0;
        RlTrainer.Run(
            model, version => new Canned(version),
            new RlTraining
            {
                Problems = Problems,
                Grade = (_, completion) =>
                {
                    graded = Processor();
                    return (completion.Sample % 2, "correct");
                },
                Options = options,
                Seed = 1,
                Arm = "bench",
                Directory = folder,
                Stepped = _ => seconds.Add(Processor() - graded),
            },
            CancellationToken.None);
        Directory.Delete(folder, recursive: true);
        return seconds.Skip(1).Min();
    }

    /// <summary>Loss and gradients of the same tokens from libtorch's own operators, padded rows of one length.</summary>
    private static double Eager(CausalLanguageModel model, TargetSequence[] sequences, int repeats, int micro)
    {
        using var scope = NewDisposeScope();
        var rows = Math.Max(1, Math.Min(micro, 4096) / (Prompt + Response));
        Tensor[] batches =
            [.. sequences.Chunk(rows)
                .Select(part => tensor(part.SelectMany(s => s.Prompt.Concat(s.Target).Select(id => (long)id)).ToArray()).view(part.Length, -1))];
        return Best(repeats, () =>
        {
            foreach (var batch in batches)
            {
                using var inner = NewDisposeScope();
                EagerModel.Loss(model, batch).backward();
            }
        });
    }

    /// <summary>Seconds of one update by the trainers' AdamW and by TorchSharp's, gradients being there.</summary>
    private static (double Fused, double Plain) Optimizers(CausalLanguageModel model, int repeats)
    {
        using var ours = new AdamW(model.Parameters, new OptimizerOptions());
        using var scope = NewDisposeScope();
        var copies = model.Parameters.Values.Select(p => new TorchSharp.Modules.Parameter(p.detach().clone())).ToArray();
        foreach (var copy in copies)
        {
            copy.grad = ones_like(copy);
        }

        using var theirs = optim.AdamW(copies, lr: 1e-9);
        return (Best(repeats * 5, () => ours.Update(0)), Best(repeats * 5, () => theirs.step()));
    }

    private sealed class Canned(string version) : ICompleter
    {
        public string WeightVersion => version;

        public IAsyncEnumerable<SampledCompletion> CompleteAsync(IReadOnlyList<CompletionRequest> requests, CancellationToken cancellation) =>
            requests.SelectMany(
                (request, number) => Enumerable.Range(0, request.SampleCount).Select(sample => new SampledCompletion(number, new Completion
                {
                    Sample = sample,
                    TokenIds = Tokens(request.PromptIds, sample),
                    SamplerLogProbs = new float[Response],
                    FinishReason = FinishReason.Stop,
                }))).ToAsyncEnumerable();
    }

    private static double Gemm()
    {
        using var scope = NewDisposeScope();
        Tensor a = ones(1024, 1024), b = ones(1024, 1024);
        return Best(12, () => a.mm(b).Dispose());
    }

    private static double Best(int repeats, Action work)
    {
        work();
        var best = double.PositiveInfinity;
        for (var i = 0; i < repeats; i++)
        {
            var start = Processor();
            work();
            best = Math.Min(best, Processor() - start);
        }

        return best;
    }

    /// <summary>Processor seconds of the process, a thread's share: what other work on the machine disturbs least.</summary>
    private static double Processor()
    {
        using var process = Process.GetCurrentProcess();
        return process.TotalProcessorTime.TotalSeconds / get_num_threads();
    }

    private static void Report(string what, double seconds, double rate) => Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture, $"{what,-40} {seconds * 1e3,9:F1} ms  {seconds * rate,8:F1} GFLOP of GEMM time"));
}
