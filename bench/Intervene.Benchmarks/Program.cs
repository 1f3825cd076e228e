using Intervene.Benchmarks;

var rest = args.Skip(1).ToArray();
switch (args.FirstOrDefault())
{
    case "verifier":
        VerifierBenchmarks.Run(rest);
        return 0;
    case "tokenizer":
        TokenizerBenchmarks.Run(rest);
        return 0;
    case "training":
        TrainingBenchmarks.Run(rest);
        return 0;
    case "step":
        StepBenchmarks.Run(rest);
        return 0;
    case "loss":
        LossBenchmarks.Run(rest);
        return 0;
    case "memory":
        MemoryBenchmarks.Run(rest);
        return 0;
    case "generation":
        GenerationBenchmarks.Run(rest);
        return 0;
    case "update":
        UpdateBenchmarks.Run(rest);
        return 0;
    case "first-error":
        FirstErrorFit.Run(rest);
        return 0;
    case "reward-server":
        await RewardServerBenchmarks.RunAsync(rest);
        return 0;
    case "serve":
        await ServeBenchmarks.RunAsync(rest);
        return 0;
    default:
        Console.Error.WriteLine(
            "usage: Intervene.Benchmarks verifier CASES… | tokenizer TEXT MODEL… | training [--repeats N] | step [--repeats N] | loss [--repeats " +
            "N] | memory [--tokens N] | generation [--repeats N] [--large] | update [--repeats N] | first-error ROWS… | reward-server GSM8K | " +
            "serve MODEL [--repeats N]");
        return 1;
}
