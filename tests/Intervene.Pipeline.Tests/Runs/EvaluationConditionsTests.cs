using System.Text.Json;
using Intervene.Evaluation;
using Intervene.Files;
using Intervene.Options;
using Intervene.Pipeline.Runs;
using Intervene.Pipeline.Stages;
using Intervene.Problems;

namespace Intervene.Pipeline.Tests.Runs;

/// <summary>A run whose evaluation was redone in part.</summary>
public sealed class EvaluationConditionsTests : IDisposable
{
    private static readonly RunOptions Options = new()
    {
        Arms = [new() { Name = "int" }, new() { Name = "rl", Examples = new ExampleOptions.None() }],
        Evaluate = new() { Samples = 4, K = [1] },
    };
    private readonly RunPaths _run = new(Directory.CreateTempSubdirectory("intervene-conditions-").FullName);

    [Fact]
    public void Policies_that_were_sampled_otherwise_than_their_rivals_say_so_and_are_not_paired_with_them()
    {
        Evaluated("base", "1", 0);
        Evaluated("int", "0.6", 4);
        Evaluated("rl", "1", 2);
        Assert.Equal(
            ["Base/base", "InT (measured otherwise)/rl", "RL alone/rl"],
            RunCurves.Outcomes(_run, Options).Select(outcome => $"{outcome.Name.Arm}/{outcome.Name.Policy}"));
        var pair = Assert.Single(RunCurves.Differences(_run, Options));
        Assert.Equal(("Base", "RL alone", 0.5), (pair.First.Arm, pair.Second.Arm, pair.Paired.Difference));
        Assert.Equal(["Base", "RL alone"], RunCurves.ComparedWithBase(_run, Options).Select(policy => policy.Name.Arm));
    }

    [Fact]
    public void Policies_that_were_sampled_alike_are_all_paired()
    {
        Evaluated("base", "1", 0);
        Evaluated("int", "1", 4);
        Evaluated("rl", "1", 2);
        Assert.Equal(3, RunCurves.Differences(_run, Options).Count);
    }

    public void Dispose() => Directory.Delete(_run.Root, recursive: true);

    private void Evaluated(string arm, string temperature, int correct)
    {
        using (var ledger = JsonLinesWriter<StageRecord>.Open(_run.Stages))
        {
            ledger.Append(new StageRecord
            {
                Stage = "evaluate/" + arm,
                Key = temperature,
                Finished = true,
                Options = new Dictionary<string, string> { ["evaluate.sampling.temperature"] = temperature, ["evaluate.samples"] = "4" },
                Inputs = new Dictionary<string, string>(),
            });
        }

        AtomicFile.Write(_run.Arm(arm).Evaluation, JsonSerializer.Serialize(
            new EvaluationRecord
            {
                ProblemId = "p",
                Split = ProblemSplit.HeldOut,
                Policy = arm == "base" ? "base" : "rl",
                Samples = 4,
                Correct = correct,
                Truncated = 0,
                NoAnswer = 0,
                Unparsable = 0,
                MeanLength = 1,
                WeightVersion = "w",
            }, RecordJson.Options) + "\n");
    }
}
