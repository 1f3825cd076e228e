using Intervene.Options;
using Intervene.Problems;
using Intervene.Remote.Graders;
using Intervene.Rewards;

namespace Intervene.Remote.Tests.Graders;

public sealed class CommandGraderTests : IDisposable
{
    private const string Id = @"s/.*""id"":""\([^""]*\)"".*/";
    private static readonly string Right = $@"{Id}{{""id"":""\1"",""reward"":1,""verdict"":""correct"",""reason"":""as it should""}}/";
    private readonly string _folder = Directory.CreateTempSubdirectory("intervene-verifier").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Every_row_gets_the_processs_grade_in_order()
    {
        using var verifier =
            new CommandGrader(
                new CommandGraderOptions
                {
                    Run = ["sed", "-u",
                        $@"/""gold"":""1""/{{{Id}{{""id"":""\1"",""reward"":0.5,""verdict"":""half"",""reason"":""a\\u001bb""}}/;b}};{Right}"],
                    Processes = 3
                });
        var grades =
            await verifier.GradeAllAsync([.. Enumerable.Range(0, 50).Select(i => Row($"p{i}", $"{i % 2}"))], TestContext.Current.CancellationToken);
        Assert.All(grades, (grade, i) => Assert.Equal(i % 2 == 1 ? new Grade(0.5, "half", "a b") : new Grade(1, "correct", "as it should"), grade));
    }

    [Fact]
    public async Task It_is_kept_alive_between_batches()
    {
        using var verifier = Shell("echo started >> starts; while read -r line; do echo '{\"id\":\"a\",\"reward\":1,\"verdict\":\"correct\"}'; done");
        await verifier.GradeAllAsync([Row("a"), Row("a")], TestContext.Current.CancellationToken);
        await verifier.GradeAllAsync([Row("a")], TestContext.Current.CancellationToken);
        Assert.Single(await File.ReadAllLinesAsync(Path.Combine(_folder, "starts"), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_row_that_kills_it_twice_has_a_verdict_of_its_own_and_the_others_are_graded()
    {
        using var verifier = Shell("while read -r line; do case \"$line\" in *kill*) echo 'out of  memory' >&2; exit 3;; esac; " + Answer + " done");
        var grades = await verifier.GradeAllAsync([Row("a"), Row("b", "kill"), Row("c")], TestContext.Current.CancellationToken);
        Assert.Equal(["correct", "verifier_died", "correct"], grades.Select(grade => grade.Verdict));
        Assert.Equal([1.0, null, 1.0], grades.Select(grade => grade.Reward));
        Assert.Equal("it ended with code 3: out of  memory", grades[1].Reason);
    }

    [Fact]
    public async Task A_death_that_is_no_fault_of_the_row_is_forgiven()
    {
        using var verifier =
            Shell("while read -r line; do case \"$line\" in *once*) if [ ! -e died ]; then touch died; exit 1; fi;; esac; " + Answer + " done");
        var grades = await verifier.GradeAllAsync([Row("a", "once")], TestContext.Current.CancellationToken);
        Assert.Equal("correct", grades[0].Verdict);
    }

    [Fact]
    public async Task A_row_over_the_time_limit_has_a_verdict_of_its_own_and_the_others_are_graded()
    {
        using var verifier = Shell("while read -r line; do case \"$line\" in *hang*) sleep 100;; esac; " + Answer + " done", seconds: 2);
        var grades = await verifier.GradeAllAsync([Row("a"), Row("b", "hang"), Row("c")], TestContext.Current.CancellationToken);
        Assert.Equal(["correct", "verifier_timed_out", "correct"], grades.Select(grade => grade.Verdict));
        Assert.Null(grades[1].Reward);
    }

    [Theory]
    [InlineData("nonsense", "a line of JSON")]
    [InlineData("{\"id\":\"other\",\"reward\":1,\"verdict\":\"correct\"}", "the id")]
    [InlineData("{\"id\":\"a\",\"reward\":\"1\",\"verdict\":\"correct\"}", "finite number")]
    [InlineData("{\"id\":\"a\",\"reward\":1e999,\"verdict\":\"correct\"}", "finite number")]
    [InlineData("{\"id\":\"a\",\"reward\":NaN,\"verdict\":\"correct\"}", "a line of JSON")]
    [InlineData("{\"id\":\"a\",\"verdict\":\"correct\"}", "finite number")]
    [InlineData("{\"id\":\"a\",\"reward\":1}", "snake_case")]
    [InlineData("{\"id\":\"a\",\"reward\":1,\"verdict\":\"<b>\"}", "snake_case")]
    public async Task An_answer_that_is_none_is_a_verdict_and_never_a_reward(string answer, string expected)
    {
        using var verifier = Shell($"while read -r line; do echo '{answer}'; done");
        var grade = Assert.Single(await verifier.GradeAllAsync([Row("a")], TestContext.Current.CancellationToken));
        Assert.Equal((null, "verifier_unreadable"), (grade.Reward, grade.Verdict));
        Assert.Contains(expected, grade.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_may_say_itself_that_it_has_no_reward()
    {
        using var verifier =
            Shell("while read -r line; do echo '{\"id\":\"a\",\"reward\":null,\"verdict\":\"sandbox_down\",\"reason\":\"no disk\"}'; done");
        Assert.Equal([new Grade(null, "sandbox_down", "no disk")], await verifier.GradeAllAsync([Row("a")], TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task An_endless_line_is_cut_off()
    {
        using var verifier = Shell("read -r line; yes aaaaaaaaaaaaaaaa | tr -d '\\n'");
        var grade = Assert.Single(await verifier.GradeAllAsync([Row("a")], TestContext.Current.CancellationToken));
        Assert.Contains("more than 1048576 bytes", grade.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("cannot be started", "intervene-no-such-program")]
    [InlineData("ended 3 times before it graded a row: it ended with code 1 without a word", "false")]
    public async Task A_program_that_is_none_is_one_message(string part, string program)
    {
        using var verifier = new CommandGrader(new CommandGraderOptions { Run = [program] });
        var fault =
            await Assert.ThrowsAnyAsync<InterveneException>(
                () => verifier.GradeAllAsync([Row("a"), Row("b")], TestContext.Current.CancellationToken));
        Assert.Contains(part, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cancelling_ends_the_wait()
    {
        using var verifier = Shell("touch started; sleep 100");
        using var source = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var grading = verifier.GradeAllAsync([Row("a")], source.Token);
        while (!File.Exists(Path.Combine(_folder, "started")))
        {
            await Task.Delay(5, TestContext.Current.CancellationToken);
        }

        await source.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => grading);
    }

    private const string Answer =
        "printf '%s\\n' \"$line\" | sed 's/.*\"id\":\"\\([^\"]*\\)\".*/{\"id\":\"\\1\",\"reward\":1,\"verdict\":\"correct\"}/';";

    private static Problem Row(string id, string gold = "0") => new() { Id = id, Question = "q", Answer = gold, Source = "test" };

    private CommandGrader Shell(string script, double seconds = 60) =>
        new(new CommandGraderOptions { Run = ["sh", "-c", "cd \"$1\"; " + script, "sh", _folder], TimeoutSeconds = seconds });
}
