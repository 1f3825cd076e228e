using Intervene.Interventions;
using Intervene.Interventions.Locating;
using Intervene.Rewards;

namespace Intervene.Tests.Interventions.Locating;

/// <summary>Attempts written for this test, by kind: what the oracles find of errors that they were not built with.</summary>
public class WrittenAttemptsTests
{
    [Fact]
    public async Task Arithmetic_is_right_where_it_accuses_and_silent_where_nothing_is_false()
    {
        var score = await ScoreAsync(new ArithmeticOracle(), _ => true);

        Assert.Equal(score.Accused.Of, score.Accused.Hits);
        Assert.Equal(score.Correct.Of, score.Correct.Hits);
        Assert.All(["slip", "multistep"], kind => Assert.True(Of(score, kind).Erroneous.Rate >= 0.9, kind));
    }

    [Fact]
    public async Task The_reference_finds_the_step_of_most_attempts_and_accuses_no_right_one()
    {
        var score = await ScoreAsync(new ReferenceSolutionOracle(AnswerGrader.Same), attempt => attempt.Solution is not null);

        Assert.Equal(score.Correct.Of, score.Correct.Hits);
        Assert.All(
            new (string Kind, double Least)[] { ("student", 0.85), ("misreading", 0.7), ("prose", 0.6), ("math", 0.7) },
            kind => Assert.True(Of(score, kind.Kind).Erroneous.Rate >= kind.Least, kind.Kind));
    }

    private static LocateScore Of(LocateScore score, string kind) => score.Generators.Single(generator => generator.Oracle == kind);

    private static async Task<LocateScore> ScoreAsync(IOracle oracle, Func<LabelledAttempt, bool> asked)
    {
        var path = SharedFiles.Path("goldens/first-errors/attempts.jsonl");
        var attempts = File.ReadLines(path).Select((line, i) => LabelledAttemptReader.Read(line, $"{path}:{i + 1}")).Where(asked);
        var rows = new List<(LabelledAttempt, LocatedError)>();
        await foreach (var (attempt, located) in Locator.LocateAsync([oracle], attempts, knownWrong: false, TestContext.Current.CancellationToken))
        {
            rows.Add((attempt, located[0]));
        }

        return LocateScorer.Score(oracle.Name, rows);
    }
}
