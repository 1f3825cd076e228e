using Intervene.Cli.Tests.EndToEnd;

namespace Intervene.Cli.Tests.Hardening;

/// <summary>A finished run of a few problems, which tests copy and damage.</summary>
public sealed class WholeTinyRun : IDisposable
{
    private readonly TinyRun _tiny = new();

    public WholeTinyRun()
    {
        var (code, output, errors) = ProgramProcess.Run(["run", .. Recipe, "--out", _tiny.Out]);
        Assert.True(code == 0, output + errors);
    }

    /// <summary>The run directory; it is not to be changed.</summary>
    public string Root => _tiny.Out;

    /// <summary>The recipe as a command line gives it, and what the run overrides in it.</summary>
    internal string[] Recipe =>
    [
        _tiny.RecipePath, "rl.steps=2", "sft.epochs=1", "evaluate.samples=2", "evaluate.k=[1,2]", "arms.0.rounds=2",
        "benchmarks=[{ name: extra, problems: { kind: chains, hard: 2, easy: 2, seed: 9 }, samples: 2, k: [1, 2], max_tokens: 64 }]",
    ];

    public void Dispose() => _tiny.Dispose();
}
