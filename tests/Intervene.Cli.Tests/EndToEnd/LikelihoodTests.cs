using Intervene.Examples;
using Intervene.Files;
using Intervene.Filtering;
using Intervene.Interventions;
using Intervene.Learning;
using Intervene.Pipeline.Recipes;
using Intervene.Rollouts;
using Intervene.Torch.Checkpoints;
using Intervene.Torch.Models;
using Intervene.Torch.Native;

namespace Intervene.Cli.Tests.EndToEnd;

/// <summary>Fixed texts that the policy scores while it trains, as a user has it.</summary>
public sealed class LikelihoodTests : IDisposable
{
    private const string Asked = ", likelihood: { texts: 5 }";

    private const string Recipe =
        """
        seed: 3
        model: models/chains
        prompt: { kind: plain }
        problems: { kind: chains, hard: 16, easy: 4 }
        mine: { attempts: 4, train_problems: 8, held_out_problems: 2, easy_problems: 2, easy_threshold: 0.5, sampling: { max_tokens: 160 } }
        rollout: { samples: 2, sampling: { max_tokens: 160 } }
        filter: { samples: 4, controls: false, sampling: { max_tokens: 160 } }
        sft: { epochs: 2, batch_size: 4, optimizer: { learning_rate: 0.0003 } }
        rl:
          steps: 3
          checkpoint_every: 2
          batch_size: 4
          mini_batch_size: 4
          group_size: 4
          entropy_coefficient: 0.01
          sampling: { max_tokens: 160 }
          optimizer: { learning_rate: 0.001, schedule: constant }
          evaluate: { every: 2, samples: 1, k: [1]
        arms:
          - { name: int, examples: interventions }
          - { name: step_alone, examples: { kind: interventions, prefix: false }, rl: { steps: 0 } }
          - { name: rl, examples: none, rl: { steps: 0 } }
        evaluate: { samples: 1, k: [1], sampling: { max_tokens: 160 } }

        """;

    private readonly List<TinyRun> _runs = [];

    [Fact]
    public void The_training_is_the_same_with_and_without_and_a_killed_one_ends_alike()
    {
        TinyRun whole = Of(Asked + " }"), killed = Of(Asked + " }"), plain = Of(" }");
        using (var program = ProgramProcess.Start(killed.Command()))
        {
            program.Until(() => File.Exists(killed.InRun("arms/int/07-rl/likelihood/step-000002.jsonl")));
            program.Kill();
        }

        foreach (var run in (TinyRun[])[whole, killed, plain])
        {
            var (code, _, errors) = ProgramProcess.Run(run.Command());
            Assert.True(code == 0, errors);
        }

        var artifacts = TinyRun.Artifacts(whole.Out);
        Assert.Equal(artifacts, TinyRun.Artifacts(killed.Out));
        string[] other = ["run.yaml", "tables/arm-options.csv", "tables/arm-options.md", "tables/.written", "figures/.written"];
        var without = TinyRun.Artifacts(plain.Out).Where(artifact => !other.Contains(artifact.Key)).ToList();
        Assert.All(without, artifact => Assert.Equal(artifact.Value, artifacts[artifact.Key]));
        Assert.DoesNotContain(without, artifact => artifact.Key.Contains("rl/likelihood", StringComparison.Ordinal));
        Assert.Contains("figures/rl-likelihood-step-alone.svg", artifacts.Keys);
        Assert.Contains("before SFT", File.ReadAllText(whole.InRun("tables/rl-likelihood.csv")), StringComparison.Ordinal);
        Assert.Contains("InT: likelihood of texts while training", File.ReadAllText(whole.InRun("09-report.html")), StringComparison.Ordinal);

        string[] same = ["kept interventions", "failed attempts", "reference solutions"];
        AssertRows(whole, "int", [null, 0, 2, 3], [.. same, "cloned examples"]);
        AssertRows(whole, "step_alone", [null, 0], same); // it cloned the kept interventions themselves
        AssertRows(whole, "rl", [0], same);
        Assert.Equal(4, Rows(whole, "int").Where(row => row.Source == same[0]).Select(row => row.Nll).Distinct().Count()); // every step moved it
        AssertByHand(whole, "before.jsonl", Bundled.Find("models/chains"));
        AssertByHand(whole, "step-000000.jsonl", whole.InRun("arms/int/06-sft/model"));
        AssertByHand(whole, "step-000003.jsonl", whole.InRun("arms/int/07-rl/model"));
        Assert.Equal(
            Rows(whole, "int").Where(row => row.Step is null && same.Contains(row.Source)).Select(row => (row.Source, row.Nll)),
            Rows(whole, "rl").Select(row => (row.Source, row.Nll)));
    }

    public void Dispose() => _runs.ForEach(run => run.Dispose());

    private static void AssertRows(TinyRun run, string arm, int?[] steps, string[] sources)
    {
        var rows = Rows(run, arm);
        Assert.Equal(steps.SelectMany(step => sources.Select(source => (step, source))), rows.Select(row => (row.Step, row.Source)));
        Assert.All(rows, row =>
        {
            var name = row.Step is { } step ? $"step-{step:D6}" : "before";
            var texts = JsonLines.Read<ScoredText>(run.InRun($"arms/{arm}/07-rl/likelihood/{name}.jsonl"))
                .Where(text => text.Source == row.Source).ToList();
            Assert.InRange(texts.Count, 1, 5);
            Assert.Equal((texts.Count, texts.Sum(text => text.Tokens)), (row.Texts, row.Tokens));
            Assert.Equal(texts.Sum(text => text.Nll) / row.Tokens, row.Nll, 1e-9);
            Assert.Equal(texts.Average(text => text.Nll / text.Tokens), row.TextNll, 1e-9);
            Assert.InRange(row.Nll, row.Interval.Low, row.Interval.High);
        });
    }

    /// <summary>Scores corrected steps behind prompt and prefix, and attempts behind the prompt, from the logits.</summary>
    private static void AssertByHand(TinyRun run, string file, string directory)
    {
        NativeTorch.Load();
        using var model = ModelDirectory.Load(directory);
        var prompts = JsonLines.Read<Rollout>(run.InRun("02-rollouts.jsonl")).ToDictionary(rollout => (rollout.ProblemId, rollout.Completion.Sample));
        var kept = JsonLines.Read<InterventionOutcome>(run.InRun("05-outcomes.jsonl")).Where(outcome => outcome.Kept)
            .Select(outcome => outcome.Intervention).ToHashSet();
        var corrections = JsonLines.Read<Proposal>(run.InRun("04-interventions.jsonl")).OfType<Correction>().Where(one => kept.Contains(one.Id))
            .ToDictionary(one => (one.ProblemId, (one.Sample * 1000) + one.Number));
        var scores = JsonLines.Read<ScoredText>(run.InRun("arms/int/07-rl/likelihood/" + file)).ToList();
        var (steps, attempts) = (0, 0);
        foreach (var score in scores)
        {
            if (score.Source == "kept interventions")
            {
                var correction = corrections[(score.ProblemId, score.Number)];
                var attempt = prompts[(score.ProblemId, correction.Sample)];
                Assert.Equal(correction.InterventionIds.Length, score.Tokens);
                Assert.Equal(Nll(model, [.. attempt.PromptIds, .. correction.PrefixIds], correction.InterventionIds), score.Nll, 1e-3);
                steps++;
            }
            else if (score.Source == "failed attempts")
            {
                var attempt = prompts[(score.ProblemId, score.Number)];
                Assert.True(attempt.Reward <= 0);
                Assert.Equal(Nll(model, attempt.PromptIds, attempt.Completion.TokenIds), score.Nll, 1e-3);
                attempts++;
            }
        }

        Assert.True(steps > 0 && attempts == 5);
    }

    private static double Nll(CausalLanguageModel model, int[] given, int[] tokens)
    {
        using var frozen = TorchSharp.torch.no_grad();
        using var scope = TorchSharp.torch.NewDisposeScope();
        using var packed = PackedSequences.Pack([given.Concat(tokens).ToArray()]);
        var logits = model.Logits(packed);
        var (width, values) = ((int)logits.shape[1], logits.data<float>().ToArray());
        return tokens.Index().Sum(token =>
        {
            var row = values.AsSpan((given.Length + token.Index - 1) * width, width).ToArray();
            return Math.Log(row.Sum(value => Math.Exp(value))) - row[token.Item];
        });
    }

    private static List<LikelihoodRecord> Rows(TinyRun run, string arm) =>
        [.. JsonLines.Read<LikelihoodRecord>(run.InRun($"arms/{arm}/07-rl/likelihood.jsonl"))];

    private TinyRun Of(string evaluate)
    {
        _runs.Add(new TinyRun(Recipe.Replace("k: [1]\narms", $"k: [1]{evaluate}\narms", StringComparison.Ordinal)));
        return _runs[^1];
    }
}
