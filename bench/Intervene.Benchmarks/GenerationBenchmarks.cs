using Intervene.Completions;
using Intervene.Torch.Engine;
using Intervene.Torch.Models;
using Intervene.Torch.Native;

namespace Intervene.Benchmarks;

/// <summary>Tokens a second of the local engine, in turns with a GEMM: the demo's shape, and SmolLM2-135M's with <c>--large</c>.</summary>
public static class GenerationBenchmarks
{
    /// <summary>Runs the benchmark; <c>--repeats N</c> (default 7), <c>--large</c>.</summary>
    public static void Run(string[] args)
    {
        NativeTorch.Load();
        Console.WriteLine($"threads {NativeTorch.Threads}");
        var repeats = Arguments.Number(args, "--repeats", 7);
        if (args.Contains("--large"))
        {
            Large(repeats);
            return;
        }

        CompletionRequest[] Requests(int samples) =>
            [.. DemoShape.Problems.Select(p => DemoShape.Request(p.Id, p.PromptIds, samples, DemoShape.Response))];
        using var model = RandomModel.Create(DemoShape.Config, 1);
        foreach (var samples in new[] { 1, 4, DemoShape.Group, 4 * DemoShape.Group })
        {
            Time($"demo's model, {8 * samples} rows of {DemoShape.Response}", model, Requests(samples), repeats);
        }
    }

    private static void Large(int repeats)
    {
        using var model = RandomModel.Create(DemoShape.SmolLm2, 1);
        var prompt = DemoShape.Tokens("large", 80, DemoShape.SmolLm2.VocabularySize);
        foreach (var rows in new[] { 16, 64 })
        {
            Time($"SmolLM2's shape, {rows} rows of 24", model, [DemoShape.Request("large", prompt, rows, 24)], repeats);
        }
    }

    private static void Time(string what, CausalLanguageModel model, CompletionRequest[] requests, int repeats)
    {
        using var clock = new GemmClock();
        using var engine = new LocalEngine(model, "bench");
        double sampled = 0;
        for (var i = 0; i <= repeats; i++)
        {
            clock.Time(
                () => sampled = engine.CompleteAsync(requests, CancellationToken.None)
                    .ToBlockingEnumerable().Sum(ended => ended.Completion.TokenIds.Length));
        }

        clock.Report(what, sampled, DemoShape.Gflop(model, sampled));
    }
}
