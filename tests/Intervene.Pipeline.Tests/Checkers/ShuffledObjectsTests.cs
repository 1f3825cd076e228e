using System.Text.Json;
using Intervene.Options;
using Intervene.Pipeline.Stages;
using Intervene.Tests.Files;
using ShuffledObjects;
using StepProgram = StepCheckers.Program;

namespace Intervene.Pipeline.Tests.Checkers;

/// <summary>The world that is not mathematics: its games, its verifier, and the step checker that is its oracle.</summary>
public sealed class ShuffledObjectsTests : IDisposable
{
    private readonly TempFolder _folder = new();

    [Fact]
    public void The_checker_finds_the_solutions_right_and_every_changed_state_wrong()
    {
        var random = new Random(1);
        for (var trial = 0; trial < 200; trial++)
        {
            var game = trial % 3 == 0 ? Game.Hard(random, random.Next(2, 6)) : Game.Any(random, random.Next(1, 6));
            var steps = game.Solution.Split('\n');
            Assert.Equal(game.Swaps.Count, steps.Length);
            Assert.Null(Ask(game, [.. steps, $"Answer: {game.Answer}"]).Location);

            var at = random.Next(steps.Length);
            var wrong = steps.ToArray();
            wrong[at] = wrong[at].Replace($"Al: {Of(wrong[at], "Al")}", $"Al: {Of(wrong[at], "Bo")}", StringComparison.Ordinal);
            var (location, content) = Ask(game, wrong);
            Assert.Equal((at + 1, steps[at]), (location, content));
        }
    }

    [Fact]
    public void A_hard_game_played_by_habit_has_one_wrong_step_at_the_pair_that_habit_passes_over()
    {
        var random = new Random(2);
        for (var trial = 0; trial < 200; trial++)
        {
            var game = Game.Hard(random, random.Next(2, 6));
            var at = game.Swaps.ToList().IndexOf(Game.PassedOver);
            Assert.Single(game.Swaps, swap => swap == Game.PassedOver);
            Assert.NotEqual(game.Answer, game.HabitualAnswer);
            var (location, content) = Ask(game, [.. game.HabitualSolution.Split('\n'), $"Answer: {game.HabitualAnswer}"]);
            Assert.Equal((at + 1, game.Solution.Split('\n')[at]), (location, content));

            var alone = game with { Swaps = [Game.PassedOver] };
            Assert.Equal((alone.Solution, alone.Answer), (alone.HabitualSolution, alone.HabitualAnswer));
            var easy = Game.Easy(random, random.Next(2, 6));
            Assert.Equal((easy.Solution, easy.Answer), (easy.HabitualSolution, easy.HabitualAnswer));
        }
    }

    [Theory]
    [InlineData("a\nAnswer: red", 1, "correct")]
    [InlineData("Answer: tan\nAnswer: red.", 1, "correct")]
    [InlineData("Answer: tan", 0, "wrong")]
    [InlineData("red", 0, "no_answer")]
    public void The_verifier_reads_the_last_answer(string response, int reward, string verdict)
    {
        using var grade = JsonDocument.Parse(Grader.Grade(JsonSerializer.Serialize(new { id = "q", gold = "red", response })));
        Assert.Equal((reward, verdict), (grade.RootElement.GetProperty("reward").GetInt32(), grade.RootElement.GetProperty("verdict").GetString()));
    }

    /// <summary>The program's own verifier cannot read <c>tan</c>.</summary>
    [Fact]
    public void Golds_are_not_read_where_the_verifier_is_the_users_own()
    {
        File.WriteAllText(_folder["p.jsonl"], "{\"question\":\"What does Al have?\",\"answer\":\"tan\"}\n");
        var options = new RunOptions { Model = "models/chains", Problems = [new FileProblemsOptions { Path = _folder["p.jsonl"] }] };
        Assert.Contains("gold", Assert.Throws<InterveneException>(() => ProblemSources.Load(options)).Message, StringComparison.Ordinal);
        var own = ProblemSources.Load(options with { Verifier = new CommandGraderOptions { Run = ["grade"] } });
        Assert.Equal("tan", Assert.Single(own.Problems).Answer);
    }

    public void Dispose() => _folder.Dispose();

    private static string Of(string step, string person) => step[(step.IndexOf(person + ": ", StringComparison.Ordinal) + 4)..].Split(',', '.')[0];

    private static (int? Location, string? Content) Ask(Game game, string[] steps)
    {
        using var reply = JsonDocument.Parse(StepProgram.Answer(JsonSerializer.Serialize(new { id = "q", problem = game.Question, steps })));
        var proposals = reply.RootElement.GetProperty("proposals");
        return (reply.RootElement.TryGetProperty("error_location", out var at) ? at.GetInt32() : null,
            proposals.GetArrayLength() > 0 ? proposals[0].GetProperty("content").GetString() : null);
    }
}
