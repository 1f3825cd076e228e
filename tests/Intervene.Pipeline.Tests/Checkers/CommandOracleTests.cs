using Intervene.Interventions;
using Intervene.Pipeline.Checkers;

namespace Intervene.Pipeline.Tests.Checkers;

public class CommandOracleTests
{
    private const string Echo =
        """while IFS= read -r line; do id=${line#*\"id\":\"}; id=${id%%\"*}; echo "{\"id\":\"$id\",\"error_location\":2,\"reason\":\"run """ +
        """$$\"}"; done""";

    [Fact]
    public async Task The_program_is_kept_alive_between_questions()
    {
        using var oracle = Bash(Echo);
        var (first, second) = (await AskAsync(oracle, "a"), await AskAsync(oracle, "b"));

        Assert.Equal((2, 2), (first.ErrorLocation, second.ErrorLocation));
        Assert.Equal(first.Detail, second.Detail);
        Assert.Equal(1, oracle.Starts);
    }

    [Fact]
    public async Task Questions_that_come_together_are_asked_one_after_the_other()
    {
        using var oracle = Bash(Echo);
        var replies = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => AskAsync(oracle, $"q{i}")));

        Assert.All(replies, reply => Assert.Equal(2, reply.ErrorLocation));
        Assert.Equal(1, oracle.Starts);
    }

    [Fact]
    public async Task A_program_that_hangs_is_ended_and_started_anew()
    {
        using var oracle = Bash("""IFS= read -r line; case "$line" in *slow*) sleep 600;; esac; echo '{"id":"quick"}'; sleep 600""", seconds: 1);

        Assert.Equal(RefusalReason.TimeOut, (await AskAsync(oracle, "slow")).Refusal);
        Assert.Equal(RefusalReason.NoErrorFound, (await AskAsync(oracle, "quick")).Refusal);
        Assert.Equal(2, oracle.Starts);
    }

    [Fact]
    public async Task A_program_that_dies_is_asked_once_more()
    {
        var mark = Path.GetTempFileName();
        File.Delete(mark);
        try
        {
            using var oracle = Bash(
                $$"""IFS= read -r line; if [ -e {{mark}} ]; then echo '{"id":"a","error_location":1}'; sleep 600; else touch {{mark}}; fi""");

            Assert.Equal(1, (await AskAsync(oracle, "a")).ErrorLocation);
            Assert.Equal(2, oracle.Starts);
        }
        finally
        {
            File.Delete(mark);
        }
    }

    [Fact]
    public async Task A_program_that_dies_every_time_is_a_counted_failure_with_its_last_words()
    {
        using var oracle = Bash("IFS= read -r line; printf 'no \\033[31mmodule' >&2; exit 3");
        var reply = await AskAsync(oracle, "a");

        Assert.Equal(RefusalReason.ServerError, reply.Refusal);
        Assert.DoesNotContain('\u001b', reply.Detail!);
        Assert.Equal(2, oracle.Starts);
    }

    [Theory]
    [InlineData("while IFS= read -r line; do echo '<html>busy</html>'; done")]
    [InlineData("""while IFS= read -r line; do echo '{"id":"other"}'; done""")]
    [InlineData("IFS= read -r line; yes | tr -d '\\n'")]
    public async Task What_cannot_be_read_is_a_refusal(string script)
    {
        using var oracle = Bash(script);

        Assert.Equal(RefusalReason.Unparsable, (await AskAsync(oracle, "a")).Refusal);
    }

    [Fact]
    public async Task A_program_that_is_not_there_is_a_refusal()
    {
        using var oracle = new CommandOracle(["/no/such/checker"], TimeSpan.FromSeconds(5));
        var reply = await AskAsync(oracle, "a");

        Assert.Equal(RefusalReason.ServerError, reply.Refusal);
        Assert.Contains("/no/such/checker", reply.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_file_has_the_same_lines()
    {
        var path = Path.GetTempFileName();
        try
        {
            File.WriteAllText(path, """
                {"id":"a","proposals":[{"location":1,"content":"better"}],"error_location":2}

                {"id":"b"}
                """);
            var oracle = FileOracle.Load(path);

            Assert.Equal(new ProposedStep("better", 1), Assert.Single((await AskAsync(oracle, "a")).Proposals));
            Assert.Equal(RefusalReason.NoErrorFound, (await AskAsync(oracle, "b")).Refusal);
            Assert.Equal(RefusalReason.Abstained, (await AskAsync(oracle, "c")).Refusal);

            File.AppendAllText(path, "\n{\"id\":\"a\"}\n");
            Assert.Contains(
                ":4 is a second line for \"a\"", Assert.Throws<InterveneException>(() => FileOracle.Load(path)).Message, StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static CommandOracle Bash(string script, double seconds = 20) => new(["bash", "-c", script], TimeSpan.FromSeconds(seconds));

    private static Task<OracleReply> AskAsync(IOracle oracle, string id) =>
        oracle.ProposeAsync(new OracleQuestion { Id = id, Question = "?", Steps = ["one", "two"] }, CancellationToken.None);
}
