using System.Text.Json;

namespace Intervene.Cli.Tests.EndToEnd;

/// <summary><c>evaluate --model</c>: a model that no run made, measured by the stages of a run's benchmarks.</summary>
public sealed class EvaluateTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("intervene-evaluate-").FullName;

    [Fact]
    public void A_killed_evaluation_goes_on_and_ends_alike_and_a_model_that_decodes_otherwise_is_not_compared()
    {
        var file = Problems(12);
        string[] command =
        [
            "evaluate", "--model", "models/chains", "--model", "again=models/chains", "--benchmark", file, "--samples", "16", "--k", "1", "16",
            "--decoding", "int-paper-e3", "prompt.kind=plain", "--max-tokens", "160",
        ];
        using (var program = ProgramProcess.Start([.. command, "--out", At("killed")]))
        {
            var journal = At("killed/chains/arms/base/08-benchmarks/mine/samples.jsonl.partial");
            program.Until(() => File.Exists(journal) && new FileInfo(journal).Length > 0);
            program.Kill();
        }

        Succeed([.. command, "--out", At("killed")]);
        var output = Succeed([.. command, "--out", At("whole")]);
        Assert.Equal(TinyRun.Artifacts(At("whole")), TinyRun.Artifacts(At("killed")));
        Assert.Contains("temperature 0.6", output, StringComparison.Ordinal);
        var pair = Assert.Single(File.ReadAllLines(At("whole/tables/benchmark-mine-differences.csv"))[1..]);
        Assert.StartsWith("again,chains,12,0,", pair, StringComparison.Ordinal); // the same weights, the same random numbers

        Succeed("evaluate", "--model", "other=models/chains", "--benchmark", file, "--samples", "16", "--k", "1", "--out", At("whole"),
            "--max-tokens", "160", "prompt.kind=plain");
        var pairs = File.ReadAllLines(At("whole/tables/benchmark-mine-differences.csv"))[1..];
        Assert.Equal(pair, pairs[0]);
        Assert.All(pairs[1..], line => Assert.EndsWith("the two were sampled in different ways", line, StringComparison.Ordinal));
        Assert.Equal(2, pairs[1..].Length);

        var regraded = Succeed("regrade", At("whole/again"));
        Assert.Contains("08-benchmarks/mine/samples.jsonl", regraded, StringComparison.Ordinal);
        Assert.DoesNotContain("→", regraded, StringComparison.Ordinal);
    }

    [Fact]
    public void A_model_whose_ledger_was_lost_is_not_tabled_beside_others()
    {
        string[] command =
        [
            "evaluate", "--benchmark", Problems(2), "--samples", "1", "--k", "1", "--out", At("out"), "--max-tokens", "8", "prompt.kind=plain",
            "--model",
        ];
        Succeed([.. command, "one=models/chains"]);
        File.Delete(At("out/one/stages.jsonl"));
        var (code, _, errors) = ProgramProcess.Run([.. command, "two=models/chains"]);
        Assert.Equal(1, code);
        Assert.Contains("evaluation.jsonl is there, and stages.jsonl does not know how it was made", errors, StringComparison.Ordinal);
    }

    [Fact]
    public void What_cannot_be_measured_is_refused_before_any_work_and_leaves_nothing()
    {
        var file = Problems(2);
        File.WriteAllText(At("empty.jsonl"), "{\"question\":\"a\"}\n");
        Directory.CreateDirectory(At("taken"));
        File.WriteAllText(At("taken/notes.txt"), "mine");
        string[] model = ["evaluate", "--model", "models/chains", "--out", At("out")];
        (string[] Command, string Message)[] cases =
        [
            ([.. model], "--benchmark is missing"),
            ([.. model, "--benchmark", file, "--samples", "2", "--k", "4"], "k 4 is not between 1 and samples 2"),
            ([.. model, "--benchmark", "aime2024"], "HuggingFaceH4/aime_2024"),
            ([.. model, "--benchmark", At("none.jsonl")], "no such file"),
            ([.. model, "--benchmark", At("empty.jsonl")], "empty.jsonl"),
            ([.. model, "--benchmark", file, "recipe.yaml"], "is a recipe and --model a model"),
            ([.. model, "--benchmark", file, "--model", "x/chains"], "x/chains: "),
            ([.. model, "--benchmark", file, "--model", "chains=models/chains"], "two models are called chains"),
            (["evaluate", "--model", "models/chains", "--benchmark", file, "--out", At("taken")], "it holds notes.txt"),
            (["evaluate", "recipe.yaml", "--samples", "3", "--out", At("out")], "--samples goes with --model"),
            (["evaluate", "--out", At("out")], "neither a recipe nor --model"),
        ];
        foreach (var (command, message) in cases)
        {
            var (code, _, errors) = InProcess.Run(command);
            Assert.Equal(1, code);
            Assert.Contains(message, errors, StringComparison.Ordinal);
            Assert.False(Directory.Exists(At("out")), message);
        }
    }

    [Fact]
    public void A_model_whose_results_were_damaged_is_not_averaged_over_when_another_joins_it()
    {
        var file = Problems(4);
        string[] command = ["evaluate", "--benchmark", file, "--samples=2", "--k=1", "--max-tokens=8", "--progress=none", "--out", At("eval"),
            "prompt.kind=plain", "--model"];
        Succeed([.. command, "first=models/chains"]);
        foreach (var name in (string[])["samples.jsonl", "evaluation.jsonl"])
        {
            var path = At($"eval/first/arms/base/08-benchmarks/mine/{name}");
            var lines = File.ReadAllLines(path);
            foreach (var kept in (int[])[0, 2])
            {
                File.WriteAllLines(path, lines[..kept]);
                var (code, _, errors) = InProcess.Run([.. command, "second=models/chains"]);
                Assert.Equal(1, code);
                Assert.Contains($"08-benchmarks/mine/{name} is no longer what the run wrote", errors, StringComparison.Ordinal);
                Assert.False(Directory.Exists(At("eval/second")));
            }

            File.WriteAllLines(path, lines);
        }
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static string Succeed(params string[] command)
    {
        var (code, output, errors) = ProgramProcess.Run(command);
        Assert.True(code == 0, output + errors);
        return output;
    }

    private string At(string name) => Path.Combine(_folder, name);

    private string Problems(int count)
    {
        File.WriteAllLines(At("mine.jsonl"), Enumerable.Range(0, count).Select(i => JsonSerializer.Serialize(
            new { id = $"p{i}", question = $"{20 + i} *3 +{i}", answer = $"{((20 + i) * 3) + i}" })));
        return At("mine.jsonl");
    }
}
