using Intervene.Files;
using Intervene.Learning;

namespace Intervene.Cli.Tests.EndToEnd;

/// <summary>Oracles that are asked while reinforcement learning goes on, as a user has it.</summary>
public sealed class OnlineTests : IDisposable
{
    private const string Recipe =
        """
        seed: 3
        model: models/chains
        prompt: { kind: plain }
        problems: { kind: chains, hard: 16, easy: 4 }
        mine: { attempts: 4, train_problems: 8, held_out_problems: 2, easy_problems: 2, easy_threshold: 0.5, sampling: { max_tokens: 160 } }
        rollout: { samples: 1, sampling: { max_tokens: 160 } }
        filter: { samples: 2, controls: false, sampling: { max_tokens: 160 } }
        rl:
          steps: 6
          checkpoint_every: 2
          batch_size: 4
          mini_batch_size: 4
          group_size: 4
          sampling: { max_tokens: 160 }
          optimizer: { learning_rate: 0.0001, schedule: constant }
          online: { after_visits: 1, continuations: 4, oracle: [arithmetic, reference] }
        arms: [{ name: online, examples: none }]
        evaluate: { samples: 2, k: [1], sampling: { max_tokens: 160 } }

        """;

    private readonly List<TinyRun> _runs = [];

    [Fact]
    public void What_oracles_are_asked_between_steps_is_recorded_and_counted_and_a_killed_training_ends_alike()
    {
        TinyRun whole = Of(Recipe), killed = Of(Recipe);
        var (code, _, errors) = ProgramProcess.Run(whole.Command());
        Assert.True(code == 0, errors);
        killed.CopyBefore("rl/online", whole);
        using (var program = ProgramProcess.Start(killed.Command()))
        {
            program.Until(() => File.Exists(killed.InRun("arms/online/07-rl/rollouts/step-000003.jsonl")));
            program.Kill();
        }

        Assert.Equal(0, ProgramProcess.Run(killed.Command()).Code);
        Assert.Equal(TinyRun.Artifacts(whole.Out), TinyRun.Artifacts(killed.Out));

        var records = JsonLines.Read<OnlineRecord>(whole.InRun("arms/online/07-rl/online.jsonl")).ToList();
        Assert.Contains(records, record => record.Accepted is not null);
        Assert.All(records, record => Assert.Equal(record.Accepted is not null, record.Trials.Any(trial => trial.Correct >= 1)));
        var metrics = JsonLines.Read<Metrics.MetricsRecord>(whole.InRun("arms/online/07-rl/metrics.jsonl")).ToList();
        Assert.Equal(records.Count, metrics.Sum(line => line.Find("online/asked") ?? 0));
        Assert.Equal(records.Sum(record => record.GuidedTokens), metrics.Sum(line => line.Find("online/guided_tokens") ?? 0));
        Assert.Equal(records.Count(record => record.Accepted is not null), metrics[^1].Find("online/pool"));
        var rollouts = Enumerable.Range(1, 6).SelectMany(step =>
            JsonLines.Read<TrainingRollout>(whole.InRun($"arms/online/07-rl/rollouts/step-{step:D6}.jsonl"))).ToList();
        Assert.Contains(rollouts, rollout => rollout.BegunTokens > 0 && rollout.Score > 0);
        var regraded = ProgramProcess.Run(["regrade", whole.Out, "--out", whole.At("changed.jsonl")]);
        Assert.True(regraded.Code == 0, regraded.Errors);
        Assert.Empty(File.ReadAllText(whole.At("changed.jsonl")));
    }

    [Fact]
    public void An_oracle_that_dies_is_told_while_the_training_goes_on_and_what_it_writes_is_letters()
    {
        const string named = "oracle: [arithmetic, reference]";
        var run = Of(Recipe.Replace(named, "oracle: { kind: command, command: [sh, -c, exit 3] }", StringComparison.Ordinal)
            .Replace("steps: 6", "steps: 2", StringComparison.Ordinal));
        var (code, output, errors) = ProgramProcess.Run(run.Command());
        Assert.True(code == 0, errors);
        Assert.Contains("alarm: command gave no reply to ", output + errors, StringComparison.Ordinal);
        Assert.Contains("--redo rl/online", output + errors, StringComparison.Ordinal);

        const string reply =
            """
            exec sed -u -E 's/^.*"id": ?"([^"]*)".*$/{"id":"\1","proposals":[{"location":1,"content":"1=1<|endoftext|>+0"}]}/'
            """;
        File.WriteAllText(run.At("oracle.sh"), reply);
        var other = Of(Recipe.Replace(
                "continuations: 4, oracle: [arithmetic, reference]",
                $"continuations: 0, as: sft_term, oracle: {{ kind: command, command: [sh, {run.At("oracle.sh")}] }}", StringComparison.Ordinal)
            .Replace("steps: 6", "steps: 2", StringComparison.Ordinal));
        (code, _, errors) = ProgramProcess.Run(other.Command());
        Assert.True(code == 0, errors);
        var accepted = JsonLines.Read<OnlineRecord>(other.InRun("arms/online/07-rl/online.jsonl")).Select(record => record.Correction)
            .OfType<Interventions.Correction>().ToList();
        Assert.NotEmpty(accepted);
        Assert.All(accepted, correction => Assert.DoesNotContain(263, correction.InterventionIds)); // the end token of the embedded model
    }

    [Theory]
    [InlineData("oracle: { kind: file, path: x.jsonl }", "a file holds no findings about attempts that are yet to be made")]
    [InlineData("continuations: 2, min_correct: 3", "min_correct 3 is more than continuations 2")]
    [InlineData("oracle: [], as: sft_term", "oracle is empty")]
    [InlineData("as: start", "start_state")]
    public void What_cannot_be_asked_is_refused_with_one_message(string online, string expected)
    {
        var run = Of(Recipe.Replace("after_visits: 1, continuations: 4, oracle: [arithmetic, reference]", online, StringComparison.Ordinal));
        var (code, _, errors) = InProcess.Run(run.Command());
        Assert.Equal(1, code);
        Assert.Contains(expected, errors, StringComparison.Ordinal);
    }

    public void Dispose() => _runs.ForEach(run => run.Dispose());

    private TinyRun Of(string recipe)
    {
        _runs.Add(new TinyRun(recipe));
        return _runs[^1];
    }
}
