using System.Diagnostics;
using System.Globalization;
using Intervene.Interventions;
using Intervene.Remote.Transport;
using Microsoft.AspNetCore.Http;

namespace Intervene.Remote.Tests;

/// <summary>One layer of tries: counted exactly, waiting as long as the server asks, never for money.</summary>
public sealed class RetriesTests
{
    private static readonly RetryTiming Impatient = Clients.Quick with { Try = TimeSpan.FromMilliseconds(300) };

    [Theory]
    [InlineData(408)]
    [InlineData(409)]
    [InlineData(429)]
    [InlineData(500)]
    [InlineData(502)]
    [InlineData(503)]
    [InlineData(504)]
    [InlineData(529)]
    public async Task A_passing_fault_is_tried_again_and_the_requests_are_one_more_than_the_faults(int status)
    {
        await using var server = await ScriptedServer.StartAsync(
            Acts.Body(status, """{"error": {"message": "Loading model"}}"""), Acts.Body(status, ""), Acts.Ok());
        Assert.Single((await server.AskAsync()).Proposals);
        Assert.Equal(3, server.Requests.Count);
    }

    [Fact]
    public async Task Tries_end_after_their_number_with_the_servers_last_words()
    {
        await using var server = await ScriptedServer.StartAsync(Acts.Body(500, """{"error": "boom"}"""));
        var reply = await server.AskAsync();
        Assert.Equal(RefusalReason.ServerError, reply.Refusal);
        Assert.Contains("boom", reply.Detail, StringComparison.Ordinal);
        Assert.Equal(1 + Clients.Quick.Retries, server.Requests.Count);
    }

    [Theory]
    [InlineData(400, RefusalReason.ServerError)]
    [InlineData(401, RefusalReason.ServerError)]
    [InlineData(403, RefusalReason.ServerError)]
    [InlineData(404, RefusalReason.ServerError)]
    [InlineData(413, RefusalReason.TooLong)]
    [InlineData(422, RefusalReason.ServerError)]
    [InlineData(302, RefusalReason.ServerError)]
    public async Task A_lasting_fault_is_not_tried_again(int status, RefusalReason reason)
    {
        await using var server = await ScriptedServer.StartAsync(Acts.Body(status, """{"message": "no"}""", "Location: http://elsewhere/"));
        Assert.Equal(reason, (await server.AskAsync()).Refusal);
        Assert.Single(server.Requests);
    }

    [Theory]
    [InlineData(429, """{"error": {"code": "insufficient_quota", "message": "You exceeded your current quota"}}""")]
    [InlineData(429, """{"error": {"type": "enforced_spend_limit_reached", "message": "Spend limit"}}""")]
    [InlineData(429, """[{"error": {"status": "RESOURCE_EXHAUSTED", "message": "Quota exceeded, limit: 0, model: x. Please retry in 7s."}}]""")]
    [InlineData(402, """{"error": {"message": "Insufficient credits"}}""")]
    public async Task No_money_is_tried_once_and_stops_every_later_request_with_the_vendors_words(int status, string body)
    {
        await using var server = await ScriptedServer.StartAsync(Acts.Body(status, body));
        using var oracle = Clients.Oracle(Clients.Of(server.Url));
        for (var i = 0; i < 3; i++)
        {
            var reply = await oracle.ProposeAsync(Clients.Question with { Question = $"{i}?" }, TestContext.Current.CancellationToken);
            Assert.Equal(RefusalReason.OverBudget, reply.Refusal);
            Assert.Contains(FaultReader.Words(body), reply.Detail, StringComparison.Ordinal);
        }

        Assert.Single(server.Requests);
    }

    [Theory]
    [InlineData("Retry-After: 0.4", "{}", 400)]
    [InlineData("retry-after-ms: 300", "{}", 300)]
    [InlineData("x: y",
        """{"error": {"details": [{"@type": "type.googleapis.com/google.rpc.RetryInfo", "retryDelay": "0.35s"}], "message": "You exceeded """ +
        """your current quota, check billing"}}""", 350)]
    [InlineData("x: y", """{"error": {"message": "Rate limit reached. Please try again in 320ms."}}""", 320)]
    [InlineData("x: y", "{}", 1)]
    public async Task The_wait_that_a_server_asks_for_is_waited_out_and_never_none(string header, string body, int milliseconds)
    {
        await using var server = await ScriptedServer.StartAsync(Acts.Body(429, body, header), Acts.Ok());
        var clock = Stopwatch.StartNew();
        Assert.Single((await server.AskAsync()).Proposals);
        Assert.True(clock.ElapsedMilliseconds >= milliseconds, $"waited {clock.ElapsedMilliseconds} ms of {milliseconds}");
    }

    [Theory]
    [InlineData("Please try again in 1m2.5s.", 62.5)]
    [InlineData("Please retry in 12.3s", 12.3)]
    [InlineData("try again in 2 minutes", 120.0)]
    [InlineData("{\"retry_after\": 3}", 3.0)]
    [InlineData("try again later", null)]
    public void A_wait_in_words_is_read(string body, double? seconds)
    {
        using var response = new HttpResponseMessage();
        Assert.Equal(seconds, WaitHints.Read(response.Headers, body, DateTimeOffset.UnixEpoch)?.TotalSeconds);
    }

    [Fact]
    public void A_wait_until_a_date_is_counted_by_the_servers_clock()
    {
        using var response = new HttpResponseMessage();
        var now = new DateTimeOffset(2026, 11, 29, 12, 0, 0, TimeSpan.Zero);
        response.Headers.TryAddWithoutValidation("Retry-After", now.AddSeconds(90).ToString("R", CultureInfo.InvariantCulture));
        Assert.Equal(90, WaitHints.Read(response.Headers, "", now)!.Value.TotalSeconds);
        response.Headers.Date = now.AddSeconds(60);
        Assert.Equal(30, WaitHints.Read(response.Headers, "", now)!.Value.TotalSeconds);
        response.Headers.Date = now.AddHours(1);
        Assert.Equal(0, WaitHints.Read(response.Headers, "", now)!.Value.TotalSeconds);
    }

    [Fact]
    public async Task A_wait_beyond_the_deadline_is_not_begun()
    {
        await using var server = await ScriptedServer.StartAsync(Acts.Body(429, "{}", "Retry-After: 86400"));
        Assert.Equal(RefusalReason.ServerError, (await server.AskAsync()).Refusal);
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task A_server_that_hangs_is_given_up_once_wherever_it_hangs()
    {
        Func<HttpContext, Task>[] hanging = [Acts.Hang, Acts.Begin("{\"choices\": [", Acts.Hang),
            Acts.Begin(Acts.Chunk("{\"content\": \"x\"}"), Acts.Hang, "text/event-stream"), Drip];
        foreach (var act in hanging)
        {
            await using var server = await ScriptedServer.StartAsync(act);
            var reply = await server.AskAsync(timing: Impatient);
            Assert.Equal(RefusalReason.TimeOut, reply.Refusal);
            Assert.Single(server.Requests);
        }
    }

    [Fact]
    public async Task Blank_lines_and_comments_before_a_reply_are_waited_through()
    {
        await using var server = await ScriptedServer.StartAsync(Acts.Begin(" \n\n", context => WaitThen(context, "\n \n" + Acts.OpenAi())),
            Acts.Begin(": keep-alive\n\n", context => WaitThen(context, Acts.Chunk(
            "{\"content\": \"hi\"}", "\"stop\"")), "text/event-stream"));
        Assert.Single((await server.AskAsync()).Proposals);
        using var client = Clients.Of(server.Url);
        Assert.Equal("hi", (await client.HelloAsync()).Text);
    }

    [Fact]
    public async Task A_connection_that_is_cut_is_tried_again()
    {
        await using var server = await ScriptedServer.StartAsync(Acts.Cut, Acts.Begin("{\"choi", Acts.Cut), Acts.Ok());
        Assert.Single((await server.AskAsync()).Proposals);
        Assert.Equal(3, server.Requests.Count);
    }

    [Fact]
    public async Task A_server_that_is_not_there_is_a_server_error()
    {
        using var oracle = Clients.Oracle(Clients.Of("http://127.0.0.1:1", timing: Clients.Quick with { Retries = 1 }));
        var reply = await oracle.ProposeAsync(Clients.Question, TestContext.Current.CancellationToken);
        Assert.Equal(RefusalReason.ServerError, reply.Refusal);
        Assert.Contains("127.0.0.1", reply.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_cancelled_run_is_cancelled_and_not_a_time_out()
    {
        await using var server = await ScriptedServer.StartAsync(Acts.Hang);
        using var oracle = Clients.Oracle(Clients.Of(server.Url));
        using var stop = new CancellationTokenSource();
        var asked = oracle.ProposeAsync(Clients.Question, stop.Token);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asked);
    }

    [Fact]
    public async Task A_prompt_over_the_context_length_is_too_long()
    {
        await using var server = await ScriptedServer.StartAsync(Acts.Body(
            400, """{"error": {"message": "This model's maximum context length is 4096 tokens."}}"""));
        Assert.Equal(RefusalReason.TooLong, (await server.AskAsync()).Refusal);
    }

    private static async Task Drip(HttpContext context)
    {
        context.Response.ContentType = "application/json";
        for (var i = 0; i < 200 && !context.RequestAborted.IsCancellationRequested; i++)
        {
            await context.Response.WriteAsync(" ");
            await context.Response.Body.FlushAsync();
            await Task.Delay(20);
        }
    }

    private static async Task WaitThen(HttpContext context, string rest)
    {
        await Task.Delay(100);
        await context.Response.WriteAsync(rest);
    }
}
