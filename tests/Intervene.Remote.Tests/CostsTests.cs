using Intervene.Interventions;
using Intervene.Remote.Accounting;
using Intervene.Remote.Chat;

namespace Intervene.Remote.Tests;

/// <summary>Tokens and money: right, or unknown; a budget that stops and goes on.</summary>
public sealed class CostsTests : IDisposable
{
    private static readonly Prices OneTenthTwo = new(1, 0.1m, 2);
    private readonly string _folder = Directory.CreateTempSubdirectory("costs").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("""{"prompt_tokens": 1000, "completion_tokens": 100}""", 1000, 0, 0, 0.0012)]
    [InlineData("""{"prompt_tokens": 1000, "completion_tokens": 100, "prompt_tokens_details": {"cached_tokens": """ +
        """900}, "completion_tokens_details": {"reasoning_tokens": 60}}""", 1000, 900, 60, 0.00039)]
    [InlineData("""{"prompt_tokens": 1000, "completion_tokens": 100, "prompt_cache_hit_tokens": 900, "prompt_cache_miss_tokens": 100}""",
        1000, 900, 0, 0.00039)]
    [InlineData("""{"prompt_tokens": 1000, "completion_tokens": 100, "cost": 0.5, "prompt_tokens_details": null}""", 1000, 0, 0, 0.5)]
    public async Task Usage_is_read_and_priced(string usage, long input, long cached, long reasoning, double dollars)
    {
        await using var server = await ScriptedServer.StartAsync(Acts.Body(200, Acts.OpenAi(usage: usage)));
        using var client = Clients.Of(server.Url, prices: OneTenthTwo);
        Assert.Equal(new OracleUsage(input, cached, 100, reasoning, (decimal)dollars), (await client.HelloAsync()).Usage);
    }

    [Fact]
    public async Task Anthropics_input_is_the_sum_with_its_cache()
    {
        await using var server = await ScriptedServer.StartAsync(Acts.Body(200, Acts.Anthropic()));
        using var client = Clients.Of(server.Url, new AnthropicWire(), prices: OneTenthTwo);
        Assert.Equal(new OracleUsage(117, 80, 9, 0, (37m + 8m + 18m) / 1_000_000), (await client.HelloAsync()).Usage);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("null")]
    [InlineData("""{"prompt_tokens": null}""")]
    public async Task A_usage_that_is_not_there_is_unknown_and_not_nothing(string? usage)
    {
        await using var server = await ScriptedServer.StartAsync(Acts.Body(200, Acts.OpenAi(usage: usage)));
        using var client = Clients.Of(server.Url, prices: OneTenthTwo);
        Assert.Null((await client.HelloAsync()).Usage);
        Assert.True(client.Budget.Spent.Estimated);
        Assert.True(client.Budget.Spent.Tokens > 0 && client.Budget.Spent.Dollars > 0);
    }

    [Fact]
    public async Task Without_prices_the_cost_is_unknown()
    {
        await using var server = await ScriptedServer.StartAsync(Acts.Ok());
        Assert.Null((await server.AskAsync()).Usage!.Dollars);
    }

    [Fact]
    public async Task A_budget_stops_before_the_next_request_and_counts_on_in_a_later_run()
    {
        await using var server = await ScriptedServer.StartAsync(Acts.Ok());
        for (var run = 0; run < 2; run++)
        {
            using var oracle = Clients.Oracle(Clients.Of(server.Url, cache: _folder, limits: new(null, null, 2 + run)));
            var reasons = new List<RefusalReason?>();
            for (var i = 0; i < 4; i++)
            {
                reasons.Add((await oracle.ProposeAsync(Clients.Question with { Question = $"{i}?" }, TestContext.Current.CancellationToken)).Refusal);
            }

            Assert.Equal(run == 0 ? [null, null, RefusalReason.OverBudget, RefusalReason.OverBudget] : [null, null, null, RefusalReason.OverBudget],
                reasons);
        }

        Assert.Equal(3, server.Requests.Count);
    }

    [Fact]
    public async Task A_budget_of_tokens_and_of_dollars_stops_as_well()
    {
        await using var server = await ScriptedServer.StartAsync(Acts.Ok());
        foreach (var limits in new BudgetLimits[] { new(null, 120, null), new(0.00014m, null, null) })
        {
            using var oracle = Clients.Oracle(Clients.Of(server.Url, limits: limits, prices: OneTenthTwo));
            Assert.Null((await oracle.ProposeAsync(Clients.Question, TestContext.Current.CancellationToken)).Refusal);
            var reply = await oracle.ProposeAsync(Clients.Question, TestContext.Current.CancellationToken);
            Assert.Equal(RefusalReason.OverBudget, reply.Refusal);
            Assert.Contains("budget is used up", reply.Detail, StringComparison.Ordinal);
        }

        Assert.Equal(2, server.Requests.Count);
    }

    [Fact]
    public async Task Every_try_is_a_call()
    {
        await using var server = await ScriptedServer.StartAsync(Acts.Body(500, ""), Acts.Body(500, ""), Acts.Ok());
        using var client = Clients.Of(server.Url);
        await client.HelloAsync();
        Assert.Equal(3, client.Budget.Spent.Calls);
    }
}
