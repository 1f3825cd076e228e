using Intervene.Files;

namespace Intervene.Cli.Tests.EndToEnd;

/// <summary>The arms of a study on the embedded model, as a user runs them.</summary>
public sealed class ArmsTests : IDisposable
{
    private const string Head =
        """
        seed: 3
        model: models/chains
        mine: { attempts: 4, train_problems: 8, held_out_problems: 4, easy_problems: 3, easy_threshold: 0.5, sampling: { max_tokens: 160 } }
        rollout: { samples: 1, sampling: { max_tokens: 160 } }
        filter: { samples: 4, sampling: { max_tokens: 160 } }
        sft: { epochs: 2, batch_size: 4, optimizer: { learning_rate: 0.0003 } }
        rl:
          steps: 2
          checkpoint_every: 1
          batch_size: 4
          mini_batch_size: 4
          group_size: 4
          sampling: { max_tokens: 160 }
          optimizer: { learning_rate: 0.0001, schedule: constant }
        evaluate: { samples: 4, k: [1, 4], sampling: { max_tokens: 160 } }

        """;

    private const string Chains = "problems:\n  - { kind: chains, hard: 14, easy: 12 }\n";

    private readonly List<TinyRun> _runs = [];

    [Fact]
    public void Every_arm_of_a_study_trains_and_the_tables_of_the_paper_come_from_it()
    {
        var run = Recipe(Head + Chains +
            """
            tune: { validation_problems: 2, easy_problems: 2, samples: 2, sft_learning_rates: [0.0001, 0.001], sft_epochs: [1],
                rl_learning_rates: [0.0001], rl_steps: 1 }
            arms:
              - { name: int, examples: interventions }
              - { name: no_prefix, examples: { kind: interventions, prefix: false }, rl: { steps: 1 } }
              - { name: suffix, examples: { kind: interventions, suffix: true }, rl: { steps: 1 } }
              - { name: no_filter, examples: { kind: interventions, filter: false }, rl: { steps: 1 } }
              - { name: distillation, examples: { kind: reference_solutions, rewritten: true }, rl: { problems: { easier: 2 } } }
              - { name: adaback, examples: none, rl: { hints: { kind: adaback, rewritten: true } } }
              - { name: bread, examples: none, rl: { hints: { kind: bread, rewritten: true } } }
              - { name: hint_and_intervention, examples: interventions, rl: { hints: { kind: pope, rewritten: true, place: response } } }

            """);
        var (code, output, errors) = ProgramProcess.Run(run.Command());
        Assert.True(code == 0, errors);
        Assert.Contains("2 easier problems are trained on beside the hard ones", output, StringComparison.Ordinal);
        var kept = Lines(run.InRun("arms/int/05-examples.jsonl"));
        Assert.All(Lines(run.InRun("arms/no_prefix/05-examples.jsonl")), line =>
            Assert.DoesNotContain("\"loss_start\":0", line, StringComparison.Ordinal));
        Assert.All(Lines(run.InRun("arms/suffix/05-examples.jsonl")), line => Assert.Contains("\"terminal\":true", line, StringComparison.Ordinal));
        Assert.True(Lines(run.InRun("arms/no_filter/05-examples.jsonl")).Length >= kept.Length);
        Assert.Equal(8, Lines(run.InRun("arms/distillation/05-examples.jsonl")).Length);
        Assert.Equal(3, Lines(run.InRun("arms/int/05-tuning.jsonl")).Length);
        Assert.Single(Lines(run.InRun("arms/bread/05-tuning.jsonl")));
        Assert.False(Directory.Exists(run.InRun("arms/int/05-tuning")));
        Assert.Contains(Lines(run.InRun("arms/adaback/07-rl/rollouts/step-000001.jsonl")), line =>
            line.Contains("\"revealed\":0.", StringComparison.Ordinal));

        var costs = Lines(run.InRun("tables/arms.csv"));
        Assert.Equal(9, costs.Length);
        Assert.Contains(costs, line => line.StartsWith("Distillation,", StringComparison.Ordinal)
            && line.Contains(",10,2,", StringComparison.Ordinal));
        Assert.Equal(
            ["Naive", "From intervention", "With intervention", "\"Prefix, no suffix, filter\"", "+ no filter", "+ no prefix", "+ suffix"],
            First(run, "paper-table-1"));
        Assert.Equal("Base", First(run, "paper-table-7")[0]);
        Assert.Contains("+ InT + RL", First(run, "paper-table-7"));
        Assert.Equal(8, First(run, "paper-table-2").Length);
        Assert.Equal(["Naive", "With intervention"], First(run, "paper-table-6"));
        Assert.Equal(3 * 6 + 2, Lines(run.InRun("tables/tuning.csv")).Length - 1);
    }

    [Fact]
    public void A_search_that_was_killed_goes_on_and_ends_alike()
    {
        const string recipe = Head + Chains +
            """
            tune: { validation_problems: 2, easy_problems: 2, samples: 2, sft_learning_rates: [0.0001, 0.001], sft_epochs: [1, 2],
                rl_learning_rates: [0.0001], rl_steps: 1 }
            arms: [{ name: int, examples: interventions }]

            """;
        TinyRun whole = Recipe(recipe), killed = Recipe(recipe);
        Assert.Equal(0, ProgramProcess.Run(whole.Command()).Code);
        killed.CopyBefore("tune/int", whole);
        using (var program = ProgramProcess.Start(killed.Command()))
        {
            program.Until(() => File.Exists(killed.InRun("arms/int/05-tuning.jsonl.partial"))
                && Lines(killed.InRun("arms/int/05-tuning.jsonl.partial")).Length >= 2);
            program.Kill();
        }

        Assert.Equal(0, ProgramProcess.Run(killed.Command()).Code);
        Assert.Equal(TinyRun.Artifacts(whole.Out), TinyRun.Artifacts(killed.Out));
    }

    [Theory]
    [InlineData("- { name: r1, examples: traces }", "problems has a trace. Name its column")]
    [InlineData("- { name: x, examples: { kind: interventoins } }", "arms.0.examples.kind is interventoins, expected one of none, interventions")]
    [InlineData("- { name: x, rl: { hints: questta } }", "arms.0.rl.hints is questta, expected one of questa, adaback, bread, pope")]
    [InlineData("- { name: x, examples: { kind: oracle_solutions, oracle: arithmetic } }", "oracle writes no texts: expected kind llm or self")]
    [InlineData("- { name: x, rl: { hints: { kind: pope, template: no } } }", "template holds {question} 0 times: expected once")]
    public void An_arm_that_cannot_be_is_refused_with_one_message(string arm, string expected)
    {
        var run = Recipe(Head + Chains + "arms:\n  " + arm + "\n");
        var (code, _, errors) = InProcess.Run(run.Command());
        Assert.Equal(1, code);
        Assert.Contains(expected, errors, StringComparison.Ordinal);
    }

    [Fact]
    public void Hints_without_solutions_and_gold_without_a_column_are_refused_and_traces_are_cloned()
    {
        var folder = Recipe("").At("");
        var problems = JsonLines.Read<Intervene.Problems.MinedProblem>(TinyRun.Whole.Value.InRun("01-problems.jsonl"))
            .Select(mined => mined.Problem).ToList();
        var file = Path.Combine(folder, "problems.jsonl");
        File.WriteAllLines(file, problems.Select((problem, i) => System.Text.Json.JsonSerializer.Serialize(new
        {
            question = problem.Question,
            answer = problem.Answer,
            r1 = i % 2 == 0 ? $"<think>\n{problem.ReferenceSolution}\n</think>\nIt is {problem.Answer}." : "<think> it never ends",
        })));
        var source = $"problems: {{ kind: file, path: '{file}', columns: {{ question: question, answer: answer, trace: r1 }} }}\n";
        var hints = InProcess.Run(Recipe(Head + source + "arms: [{ name: pope, examples: none, rl: { hints: pope } }]\n").Command());
        Assert.Equal(1, hints.Code);
        Assert.Contains("arm pope: hints reveal solutions, and none of", hints.Errors, StringComparison.Ordinal);
        var single = Path.Combine(folder, "single.jsonl");
        File.WriteAllLines(single, problems.Select(problem => System.Text.Json.JsonSerializer.Serialize(
            new { question = problem.Question, answer = problem.Answer, solution = $"It is {problem.Answer}." })));
        var oneLine = ProgramProcess.Run(Recipe(Head + $"problems: {{ kind: file, path: '{single}', columns: {{ question: question, answer: answer, "
            + "solution: solution } }\npropose: { oracle: arithmetic }\narms: [{ name: bread, examples: none, rl: { hints: bread } }]\n").Command());
        Assert.Equal(1, oneLine.Code);
        Assert.Contains("none of 8 problems has a hint: 8 have one of a single line.", oneLine.Errors, StringComparison.Ordinal);
        var easier = ProgramProcess.Run(Recipe(Head + Chains + "arms: [{ name: rl, examples: none, rl: { problems: { easier: 3, least_rate: 0.99, "
            + "most_rate: 0.991 } } }, { name: best, examples: none, rl: { evaluate: { every: 1 } } }]\n")
            .Command(more: ["mine.held_out_problems=0"]));
        Assert.Equal(1, easier.Code);
        Assert.Contains("rl.problems.easier is 3, and mining found no problem", easier.Errors, StringComparison.Ordinal);
        Assert.Contains("arm best: rl.evaluate measures held-out problems, and mining found 0", easier.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("rollout  ", easier.Output, StringComparison.Ordinal); // before anything is sampled for the arms
        var gold = InProcess.Run(Recipe(Head + source + "arms: [{ name: gold, examples: reference_solutions }]\n").Command());
        Assert.Contains("arm gold: none of", gold.Errors, StringComparison.Ordinal);
        var traces = Recipe(Head + source + "arms: [{ name: r1_think, examples: traces, rl: { steps: 0 } }, { name: r1_summary, examples: { kind: "
            + "traces, part: summary }, rl: { steps: 0 } }]\n");
        var run = ProgramProcess.Run(traces.Command());
        Assert.True(run.Code == 0, run.Errors);
        Assert.Contains("have no trace with reasoning between think tags and give no example", run.Output, StringComparison.Ordinal);
        Assert.NotEmpty(Lines(traces.InRun("arms/r1_summary/05-examples.jsonl")));
    }

    [Fact]
    public void Only_hard_problems_that_the_oracle_solves_are_trained_on_where_that_is_asked_for()
    {
        var file = Recipe("").At("problems.jsonl");
        var problems = JsonLines.Read<Intervene.Problems.MinedProblem>(TinyRun.Whole.Value.InRun("01-problems.jsonl"));
        File.WriteAllLines(file, problems.Select((mined, i) => System.Text.Json.JsonSerializer.Serialize(new
        {
            id = mined.Problem.Id,
            question = mined.Problem.Question,
            answer = mined.Problem.Answer,
            solution = i % 2 == 0 ? mined.Problem.ReferenceSolution : "\\boxed{-1}",
        })));
        var source = $"problems: {{ kind: file, path: '{file}', columns: {{ question: question, answer: answer, solution: solution }} }}\n";
        var run = Recipe(Head.Replace("mine: {", "mine: { oracle_solvable: { oracle: reference },", StringComparison.Ordinal) + source);
        var (code, output, errors) = ProgramProcess.Run(run.Command("mine"));
        Assert.True(code == 0, errors);
        Assert.Matches("the oracle solves [1-9][0-9]* of [1-9][0-9]* hard problems", output);
        var solved = JsonLines.Read<Intervene.Examples.WrittenSolution>(run.InRun("01-solutions.jsonl")).Where(solution => solution.Reward > 0)
            .Select(solution => solution.ProblemId).ToHashSet();
        var chosen = JsonLines.Read<Intervene.Problems.MinedProblem>(run.InRun("01-problems.jsonl"))
            .Where(mined => mined.Split is Intervene.Problems.ProblemSplit.Train or Intervene.Problems.ProblemSplit.HeldOut).ToList();
        Assert.NotEmpty(chosen);
        Assert.All(chosen, mined => Assert.Contains(mined.Problem.Id, solved));
    }

    public void Dispose() => _runs.ForEach(run => run.Dispose());

    private TinyRun Recipe(string text)
    {
        _runs.Add(new TinyRun(text));
        return _runs[^1];
    }

    private static string[] First(TinyRun run, string table) =>
        [.. Lines(run.InRun($"tables/{table}.csv")).Skip(1)
            .Select(line => line[0] == '"' ? line[..(line.IndexOf('"', 1) + 1)] : line[..line.IndexOf(',', StringComparison.Ordinal)])];

    private static string[] Lines(string path) => [.. File.ReadLines(path)];
}
