using System.Text.Json;
using System.Text.Json.Nodes;
using Intervene.Evaluation;
using Intervene.Files;
using Intervene.Pipeline.Runs;
using Intervene.Problems.Chains;

namespace Intervene.Cli.Tests.EndToEnd;

/// <summary>The warm-up on the embedded model, as a user runs it: texts, model, and what all other stages then start from.</summary>
public sealed class WarmUpTests : IDisposable
{
    private readonly List<TinyRun> _runs = [];
    private readonly TinyRun _files = new("");

    [Fact]
    public void What_the_warm_up_makes_is_the_base_model_and_no_text_of_it_stands_in_the_run()
    {
        var run = Recipe("measure: { data: { path: MEASURED }, samples: 2, sampling: { max_tokens: 64 } }");
        var (code, output, errors) = ProgramProcess.Run(run.Command("warm-up"));
        Assert.True(code == 0, errors);
        Assert.Contains("2 left out, contaminated", output, StringComparison.Ordinal);
        Assert.Contains("1 problems have no worked solution and give no text", output, StringComparison.Ordinal);
        Assert.Matches(@"4 problems: [0-9.]+ % \[[0-9.]+, [0-9.]+\] of the samples right before the warm-up", output);
        var texts = Finished(run, "warm-up/texts").Counts;
        Assert.Equal((20L, 20L, 2L, 1L), (texts["texts"], texts["problems"], texts["contaminated"], texts["without_solution"]));
        var examples = File.ReadLines(run.InRun("00-warm-up/examples.jsonl")).Select(line => JsonNode.Parse(line)!).ToList();
        Assert.All(examples, example => Assert.True((bool)example["terminal"]!));
        Assert.DoesNotContain(examples, example => ((string)example["problem_id"]!).StartsWith("twin", StringComparison.Ordinal));
        Assert.Equal(8, JsonLines.Read<EvaluationRecord>(run.InRun("00-warm-up/evaluation.jsonl")).Count());
        Assert.Equal(3, File.ReadLines(run.InRun("00-warm-up/metrics.jsonl")).Count());

        var mine = ProgramProcess.Run(run.Command("mine"));
        Assert.True(mine.Code == 0, mine.Errors);
        var versions = File.ReadLines(run.InRun("01-samples.jsonl")).Select(line => (string)JsonNode.Parse(line)!["weight_version"]!).Distinct();
        Assert.Equal("base-" + Models.ModelFiles.Fingerprint(run.InRun("00-warm-up/model"))[..12], Assert.Single(versions));
        Assert.NotEqual(Intervene.Files.Sha256.OfFile(run.InRun("00-warm-up/model/model.safetensors")),
            Intervene.Files.Sha256.OfFile(Path.Combine(AppContext.BaseDirectory, "models/chains/model.safetensors")));

        var again = InProcess.Run(run.Command("mine", null, "warm_up.sft.optimizer.learning_rate=0.0005"));
        Assert.Equal(1, again.Code);
        Assert.Contains(
            "'warm-up' is not up to date there (warm_up.sft.optimizer.learning_rate: 0.0003 then", again.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void A_warm_up_that_was_killed_goes_on_and_ends_alike()
    {
        TinyRun whole = Recipe("renderings: 8"), killed = Recipe("renderings: 8");
        Assert.Equal(0, ProgramProcess.Run(whole.Command("warm-up")).Code);
        using (var program = ProgramProcess.Start(killed.Command("warm-up")))
        {
            program.Until(() => Steps(killed).Any());
            program.Kill();
        }

        Assert.False(Directory.Exists(killed.InRun("00-warm-up/model")));
        var (code, output, errors) = ProgramProcess.Run(killed.Command("warm-up"));
        Assert.True(code == 0, errors);
        Assert.Contains("goes on from the checkpoint of update", output, StringComparison.Ordinal);
        Assert.Equal(TinyRun.Artifacts(whole.Out), TinyRun.Artifacts(killed.Out));
    }

    [Fact]
    public void Runs_of_several_seeds_share_a_base_model_and_a_damaged_one_is_not_taken()
    {
        var cache = _files.At("cache");
        var own = $"cache: '{cache}'";
        TinyRun first = Recipe(own), second = Recipe(own), third = Recipe(own), other = Recipe(own);
        Assert.Equal(0, ProgramProcess.Run(first.Command("warm-up")).Code);
        var shared = Assert.Single(Directory.GetDirectories(cache));
        var taken = ProgramProcess.Run(second.Command("warm-up", null, "seed=7"));
        Assert.True(taken.Code == 0, taken.Errors);
        Assert.Contains("made of the same texts and options", taken.Output, StringComparison.Ordinal);
        Assert.False(Directory.Exists(second.InRun("00-warm-up/checkpoints")));
        Assert.Equal(Model(first), Model(second));

        Assert.Equal(0, ProgramProcess.Run(other.Command("warm-up", null, "warm_up.seed=2")).Code);
        Assert.Equal(2, Directory.GetDirectories(cache).Length);
        Assert.NotEqual(Model(first), Model(other));

        File.AppendAllText(Path.Combine(shared, "model", "config.json"), " ");
        var refused = ProgramProcess.Run(third.Command("warm-up"));
        Assert.True(refused.Code == 0, refused.Errors);
        Assert.Contains("not as it was left there, and it is not taken", refused.Output, StringComparison.Ordinal);
        Assert.Equal(Model(first), Model(third));
    }

    [Fact]
    public void What_cannot_be_is_said_before_the_training_and_a_dry_run_tells_what_it_would_train_on()
    {
        var without = new TinyRun();
        _runs.Add(without);
        var (code, _, errors) = InProcess.Run(without.Command("warm-up"));
        Assert.Equal(1, code);
        Assert.Contains("The recipe has nothing for 'warm-up' to do: it has no warm_up.", errors, StringComparison.Ordinal);

        var file = _files.At("no-folder");
        File.WriteAllText(file, "");
        var unshared = Recipe($"cache: '{file}'");
        var refused = InProcess.Run(unshared.Command("warm-up"));
        Assert.Equal(1, refused.Code);
        Assert.Contains("no-folder: cannot create it", refused.Errors, StringComparison.Ordinal);
        Assert.False(Directory.Exists(unshared.InRun("00-warm-up/checkpoints")));

        var run = Recipe("");
        var dry = InProcess.Run([.. run.Command(), "--dry-run"]);
        Assert.True(dry.Code == 0, dry.Errors);
        Assert.Contains("# warm-up: 20 texts of 20 problems, 1 have no worked solution", dry.Output, StringComparison.Ordinal);
        Assert.Contains("20 examples / 8 = 3 updates an epoch", dry.Output, StringComparison.Ordinal);
        Assert.False(Directory.Exists(run.Out));
    }

    public void Dispose()
    {
        _runs.ForEach(run => run.Dispose());
        _files.Dispose();
    }

    /// <summary>
    /// A recipe whose warm-up has 20 easy chains, two of the run's own problems under other ids, one without a solution, and one that comes twice.
    /// </summary>
    private TinyRun Recipe(string options)
    {
        string data = _files.At("warm-up.jsonl"), measured = _files.At("measured.jsonl");
        if (!File.Exists(data))
        {
            var easy = Enumerable.Range(0, 20).Select(i => ChainsGenerator.ToProblem(ChainsGenerator.Easy(77, i), "warm", i));
            var twins = Enumerable.Range(0, 2).Select(i => ChainsGenerator.ToProblem(ChainsGenerator.Hard(3, i), "hard", i))
                .Select((problem, i) => problem with { Id = $"twin-{i}" });
            var bare = ChainsGenerator.ToProblem(ChainsGenerator.Easy(77, 50), "bare", 50) with { ReferenceSolution = null };
            var twice = ChainsGenerator.ToProblem(ChainsGenerator.Easy(77, 0), "twice", 0);
            File.WriteAllLines(data, [.. easy.Concat(twins).Append(bare).Append(twice).Select(Row)]);
            File.WriteAllLines(measured, Enumerable.Range(0, 4).Select(i => Row(ChainsGenerator.ToProblem(ChainsGenerator.Easy(78, i), "m", i))));
        }

        var run = new TinyRun(
            $$"""
            seed: 3
            model: models/chains
            problems: { kind: chains, hard: 6, easy: 2, seed: 3 }
            split: { separator: "\n" }
            mine: { attempts: 2, train_problems: 4, held_out_problems: 2, easy_problems: 2, sampling: { max_tokens: 64 } }
            rollout: { samples: 1, sampling: { max_tokens: 64 } }
            filter: { samples: 2, sampling: { max_tokens: 64 } }
            evaluate: { samples: 2, k: [1, 2], sampling: { max_tokens: 64 } }
            rl: { steps: 1, sampling: { max_tokens: 64 } }
            warm_up:
              sft: { epochs: 1, batch_size: 8, checkpoint_every: 1, optimizer: { learning_rate: 0.0003 } }
              data: { path: '{{data}}' }
              {{options.Replace("MEASURED", $"'{measured}'", StringComparison.Ordinal)}}
            """);
        _runs.Add(run);
        return run;
    }

    private static string Row(Intervene.Problems.Problem problem) => JsonSerializer.Serialize(
        new { id = problem.Id, question = problem.Question, answer = problem.Answer, solution = problem.ReferenceSolution });

    private static string Model(TinyRun run) => Intervene.Files.Sha256.Of(run.InRun("00-warm-up/model"));

    private static IEnumerable<string> Steps(TinyRun run) => Directory.Exists(run.InRun("00-warm-up/checkpoints"))
        ? Directory.GetDirectories(run.InRun("00-warm-up/checkpoints"), "step-*")
            .Where(path => !path.EndsWith(".partial", StringComparison.Ordinal)) : [];

    private static StageRecord Finished(TinyRun run, string stage) =>
        JsonLines.Read<StageRecord>(run.InRun("stages.jsonl")).Last(record => record.Stage == stage && record.Finished);
}
