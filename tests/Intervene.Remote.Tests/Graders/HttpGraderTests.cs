using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using Intervene.Options;
using Intervene.Problems;
using Intervene.Remote.Graders;
using Intervene.Rewards;

namespace Intervene.Remote.Tests.Graders;

public class HttpGraderTests
{
    [Fact]
    public async Task Rows_go_in_batches_in_OpenRlhfs_shape_and_come_back_in_order()
    {
        var server = new Server(body => Rewards([.. Labels(body).Select(label => (double?)double.Parse(label, CultureInfo.InvariantCulture))]));
        using var verifier = Verifier(server, batch: 3);
        var grades = await verifier.GradeAllAsync([.. Enumerable.Range(0, 50).Select(i => Row($"{i}"))], TestContext.Current.CancellationToken);
        Assert.Equal(Enumerable.Range(0, 50).Select(i => (double?)i), grades.Select(grade => grade.Reward));
        Assert.Equal(["wrong", "correct"], grades.Take(2).Select(grade => grade.Verdict));
        Assert.All(server.Bodies.Select(body => JsonNode.Parse(body)!), body =>
        {
            Assert.InRange(Labels(body).Length, 1, 3);
            Assert.All(body["query"]!.AsArray(), query => Assert.Equal("q:line\nbreak \"é\"", (string)query!));
            Assert.All(body["prompts"]!.AsArray(), prompt => Assert.Equal("q:", (string)prompt!));
        });
    }

    [Fact]
    public async Task Verdicts_and_reasons_are_taken_where_they_come_and_null_is_no_reward()
    {
        var answers = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["a"] = """{"rewards":[1],"scores":[1],"verdicts":["passed"],"reasons":["3 of 3 tests"]}""",
            ["b"] = """{"rewards":[null],"verdicts":["sandbox_down"],"reasons":["disk\nfull"]}""",
            ["c"] = """{"rewards":[0],"verdicts":[null]}""",
            ["d"] = """{"rewards":["x"],"verdicts":["y"]}""",
        };
        using var verifier = Verifier(new Server(body => answers[Labels(body)[0]]), batch: 1);
        var grades = await verifier.GradeAllAsync([Row("a"), Row("b"), Row("c"), Row("d")], TestContext.Current.CancellationToken);
        Assert.Equal(
            [new Grade(1, "passed", "3 of 3 tests"), new Grade(null, "sandbox_down", "disk full"), new Grade(0, "wrong", "")], grades.Take(3));
        Assert.Equal((null, "verifier_unreadable"), (grades[3].Reward, grades[3].Verdict));
    }

    [Theory]
    [InlineData(HttpStatusCode.TooManyRequests)]
    [InlineData(HttpStatusCode.ServiceUnavailable)]
    public async Task What_passes_is_tried_again(HttpStatusCode status)
    {
        var server = new Server(_ => Rewards([1]));
        server.Faults.Enqueue(status);
        server.Faults.Enqueue(status);
        using var verifier = Verifier(server);
        Assert.Equal(1, Assert.Single(await verifier.GradeAllAsync([Row("a")], TestContext.Current.CancellationToken)).Reward);
        Assert.Equal(3, server.Requests);
    }

    [Fact]
    public async Task A_batch_that_is_refused_is_asked_row_by_row_and_a_bad_row_fails_alone()
    {
        var server =
            new Server(
                body => body.ToJsonString().Contains("bad", StringComparison.Ordinal) ? null : Rewards([.. Labels(body).Select(_ => (double?)1)]));
        using var verifier = Verifier(server);
        var grades = await verifier.GradeAllAsync([Row("a"), Row("bad"), Row("c")], TestContext.Current.CancellationToken);
        Assert.Equal(["correct", "verifier_refused", "correct"], grades.Select(grade => grade.Verdict));
        Assert.Equal("the server answers 400: a bad row", grades[1].Reason);
    }

    [Theory]
    [InlineData("<html>proxy</html>")]
    [InlineData("""{"rewards":[1,1]}""")]
    [InlineData("""{"rewards":1}""")]
    [InlineData("[1]")]
    public async Task An_answer_that_is_none_is_a_verdict_and_never_a_reward(string answer)
    {
        using var verifier = Verifier(new Server(_ => answer));
        var grade = Assert.Single(await verifier.GradeAllAsync([Row("a")], TestContext.Current.CancellationToken));
        Assert.Equal((null, "verifier_unreadable"), (grade.Reward, grade.Verdict));
    }

    [Fact]
    public async Task A_server_that_is_lost_midway_is_a_verdict_and_one_that_never_was_is_one_message()
    {
        var server = new Server(_ => Rewards([1]));
        using var verifier = Verifier(server);
        await verifier.GradeAllAsync([Row("a")], TestContext.Current.CancellationToken);
        server.IsDown = true;
        Assert.Equal("verifier_unreachable", Assert.Single(await verifier.GradeAllAsync([Row("a")], TestContext.Current.CancellationToken)).Verdict);

        using var other = Verifier(server);
        var fault = await Assert.ThrowsAsync<InterveneException>(() => other.GradeAllAsync([Row("a")], TestContext.Current.CancellationToken));
        Assert.Contains("cannot be reached", fault.Message, StringComparison.Ordinal);
    }

    private static string[] Labels(JsonNode body) => [.. body["labels"]!.AsArray().Select(label => (string)label!)];

    private static string Rewards(double?[] rewards) =>
        new JsonObject { ["rewards"] = new JsonArray([.. rewards.Select(reward => (JsonNode?)reward)]) }.ToJsonString();

    private static Problem Row(string gold) => new() { Id = gold, Question = "q:", Answer = gold, Source = "test" };

    private static HttpGrader Verifier(Server server, int batch = 64) =>
        new(new HttpGraderOptions { Url = "http://verifier.test/grade", Batch = batch }, server, TimeSpan.FromMilliseconds(1));

    /// <summary>A server inside the client: answers, refuses what its function has no answer for, and fails as often as it is told to.</summary>
    private sealed class Server(Func<JsonNode, string?> answer) : HttpMessageHandler
    {
        private int _requests;

        public ConcurrentQueue<HttpStatusCode> Faults { get; } = [];

        public ConcurrentQueue<string> Bodies { get; } = [];

        public bool IsDown { get; set; }

        public int Requests => _requests;

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Interlocked.Increment(ref _requests);
            if (IsDown)
            {
                throw new HttpRequestException("connection refused");
            }

            if (Faults.TryDequeue(out var status))
            {
                return new HttpResponseMessage(status) { Content = new StringContent("busy") };
            }

            var body = await request.Content!.ReadAsStringAsync(cancellationToken);
            Bodies.Enqueue(body);
            return answer(JsonNode.Parse(body)!) is { } text
                ? new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent(text) }
                : new HttpResponseMessage(HttpStatusCode.BadRequest) { Content = new StringContent("a bad\nrow") };
        }
    }
}
