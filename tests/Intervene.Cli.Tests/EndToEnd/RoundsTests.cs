using Intervene.Files;
using Intervene.Problems;

namespace Intervene.Cli.Tests.EndToEnd;

/// <summary>An arm of several rounds on the embedded model, as a user runs it.</summary>
public sealed class RoundsTests : IDisposable
{
    private const string Recipe =
        """
        seed: 3
        model: models/chains
        prompt: { kind: plain }
        problems: { kind: chains, hard: 16, easy: 6 }
        mine: { attempts: 4, train_problems: 8, held_out_problems: 4, easy_problems: 3, easy_threshold: 0.5, sampling: { max_tokens: 160 } }
        rollout: { samples: 1, sampling: { max_tokens: 160 } }
        filter: { samples: 4, sampling: { max_tokens: 160 }, validate_location: true, controls: false }
        sft: { epochs: 2, batch_size: 4, optimizer: { learning_rate: 0.0001 } }
        rl:
          steps: 2
          checkpoint_every: 1
          batch_size: 4
          mini_batch_size: 4
          group_size: 4
          sampling: { max_tokens: 160 }
          optimizer: { learning_rate: 0.0001, schedule: constant }
        arms: [{ name: int, examples: interventions, rounds: 2 }]
        evaluate: { samples: 4, k: [1, 4], sampling: { max_tokens: 160 } }

        """;

    private readonly List<TinyRun> _runs = [];

    [Fact]
    public void A_round_mines_intervenes_and_trains_with_its_own_policy_and_a_killed_one_ends_alike()
    {
        TinyRun whole = Of(Recipe), killed = Of(Recipe);
        var (code, _, errors) = ProgramProcess.Run(whole.Command());
        Assert.True(code == 0, errors);
        killed.CopyBefore("mine/int/2", whole);
        using (var program = ProgramProcess.Start(killed.Command()))
        {
            program.Until(() => Directory.Exists(killed.InRun("arms/int/round-2/07-rl/checkpoints/step-1")));
            program.Kill();
        }

        Assert.Equal(0, ProgramProcess.Run(killed.Command()).Code);
        Assert.Equal(TinyRun.Artifacts(whole.Out), TinyRun.Artifacts(killed.Out));

        var mined = JsonLines.Read<MinedProblem>(whole.InRun("arms/int/round-2/01-problems.jsonl")).ToList();
        var unsolved = mined.Where(problem => problem.Correct == 0).Select(problem => problem.Problem.Id).ToHashSet();
        Assert.Equal(8, mined.Count);
        Assert.True(unsolved.Count is > 0 and < 8);
        Assert.Equal(unsolved, Ids(whole, "arms/int/round-2/02-rollouts.jsonl"));
        Assert.Subset(unsolved, Ids(whole, "arms/int/round-2/05-examples.jsonl"));
        var rows = File.ReadAllLines(whole.InRun("tables/rounds.csv"));
        Assert.StartsWith("InT,1,8,8,", rows[1], StringComparison.Ordinal);
        Assert.StartsWith($"InT,2,8,{unsolved.Count},", rows[2], StringComparison.Ordinal);

        var again = Of(Recipe.Replace("rounds: 2", "rounds: 1", StringComparison.Ordinal));
        Assert.Contains("evaluate/int             done", InProcess.Run(again.Command(directory: whole.Out, more: "--dry-run")).Output,
            StringComparison.Ordinal);
        Assert.Contains("arms/int/round-2/05-guided.jsonl", InProcess.Run(["regrade", whole.Out]).Output, StringComparison.Ordinal);
        var attempt = JsonLines.Read<Rollouts.Rollout>(whole.InRun("arms/int/round-2/02-rollouts.jsonl")).First();
        Assert.Contains("gold answer", InProcess.Run(["show", whole.Out, $"{attempt.ProblemId}/0", "--round", "int/2"]).Output,
            StringComparison.Ordinal);
        var refused = InProcess.Run(["show", whole.Out, $"{attempt.ProblemId}/0", "--round", "../x/2"]);
        Assert.Equal(1, refused.Code);
    }

    [Fact]
    public void A_round_that_keeps_no_intervention_ends_with_its_reason_and_so_do_those_after_it()
    {
        // A rate at which the policy forgets everything: nothing that is tried in the second round works.
        var run = Of(Recipe.Replace("rounds: 2", "rounds: 3", StringComparison.Ordinal)
            .Replace("hard: 16, easy: 6", "hard: 4, easy: 2", StringComparison.Ordinal)
            .Replace("train_problems: 8, held_out_problems: 4", "train_problems: 1, held_out_problems: 0", StringComparison.Ordinal)
            .Replace("epochs: 2, batch_size: 4, optimizer: { learning_rate: 0.0001 }", "epochs: 12, optimizer: { learning_rate: 0.003 }",
                StringComparison.Ordinal)
            .Replace("  steps: 2", "  steps: 0", StringComparison.Ordinal));
        var (code, output, errors) = ProgramProcess.Run(run.Command());
        Assert.True(code == 0, errors);
        Assert.Contains("there is nothing to train on, and the round ends here: 1 interventions were sampled from, 0 led", output,
            StringComparison.Ordinal);
        var rows = File.ReadAllLines(run.InRun("tables/rounds.csv"));
        const string reason = "no intervention was kept for the problems that the policy does not solve";
        Assert.EndsWith("," + reason, rows[2], StringComparison.Ordinal);
        Assert.EndsWith(",the round before it ended: " + reason, rows[3], StringComparison.Ordinal);
        Assert.False(Directory.Exists(run.InRun("arms/int/round-3")));
        Assert.Matches("rl/int/2 +left_out", InProcess.Run(run.Command(more: "--dry-run")).Output);
    }

    [Fact]
    public void Rounds_of_an_arm_that_clones_no_interventions_are_refused()
    {
        var run = Of(Recipe.Replace("examples: interventions", "examples: none", StringComparison.Ordinal));
        var (code, _, errors) = InProcess.Run(run.Command());
        Assert.Equal(1, code);
        Assert.Contains("rounds 2 intervene on the arm's own attempts", errors, StringComparison.Ordinal);
    }

    public void Dispose() => _runs.ForEach(run => run.Dispose());

    private TinyRun Of(string recipe)
    {
        _runs.Add(new TinyRun(recipe));
        return _runs[^1];
    }

    private static HashSet<string> Ids(TinyRun run, string artifact) =>
    [
        .. File.ReadLines(run.InRun(artifact))
            .Select(line => System.Text.Json.JsonDocument.Parse(line).RootElement.GetProperty("problem_id").GetString()!),
    ];
}
