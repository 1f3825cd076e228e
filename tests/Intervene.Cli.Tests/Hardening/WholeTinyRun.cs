using Intervene.Cli.Tests.EndToEnd;

namespace Intervene.Cli.Tests.Hardening;

/// <summary>A finished run of a few problems with rounds and a benchmark, made once, which tests copy and damage.</summary>
internal static class WholeTinyRun
{
    private static readonly string[] Overrides =
    [
        "rl.steps=2", "sft.epochs=1", "evaluate.samples=2", "evaluate.k=[1,2]", "arms.0.rounds=2",
        "benchmarks=[{ name: extra, problems: { kind: chains, hard: 2, easy: 2, seed: 9 }, samples: 2, k: [1, 2], max_tokens: 64 }]",
    ];

    private static readonly Lazy<TinyRun> Made = new(() => TinyRun.Finished(new TinyRun(), Overrides));

    /// <summary>The run directory; it is not to be changed.</summary>
    public static string Root => Made.Value.Out;

    /// <summary>The recipe as a command line gives it, and what the run overrides in it.</summary>
    public static string[] Recipe => [Made.Value.RecipePath, .. Overrides];
}
