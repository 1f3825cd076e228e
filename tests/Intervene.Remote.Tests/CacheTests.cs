using Intervene.Remote.Chat;
using Microsoft.Extensions.AI;

namespace Intervene.Remote.Tests;

/// <summary>The cache: complete replies, apart by endpoint, model, body and sample.</summary>
public sealed class CacheTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("cache").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_reply_is_paid_once_and_another_model_endpoint_sample_or_body_is_another_reply()
    {
        await using var server = await ScriptedServer.StartAsync(Acts.Ok());
        await using var other = await ScriptedServer.StartAsync(Acts.Ok());
        foreach (var (url, model, sample, text) in new[] { (server.Url, "m", 0, "a"), (server.Url, "m", 0, "a"), (server.Url, "m", 1, "a"),
            (server.Url, "n", 0, "a"), (server.Url, "m", 0, "b"), (other.Url, "m", 0, "a") })
        {
            using var client = Clients.Of(url, cache: _folder, model: model);
            await client.AskAsync([new(ChatRole.User, text)], new SampledChatOptions { Sample = sample }, TestContext.Current.CancellationToken);
        }

        Assert.Equal((4, 1), (server.Requests.Count, other.Requests.Count));
    }

    [Fact]
    public async Task A_reply_from_the_cache_is_the_same_and_costs_nothing_again()
    {
        await using var server = await ScriptedServer.StartAsync(Acts.Ok());
        using var client = Clients.Of(server.Url, cache: _folder);
        var first = await client.HelloAsync();
        var second = await client.HelloAsync();
        Assert.Equal(first with { FromCache = true, Notes = second.Notes }, second);
        Assert.Equal((1, 120), (client.Budget.Spent.Calls, client.Budget.Spent.Tokens));
    }

    [Theory]
    [InlineData("\"length\"")]
    [InlineData("\"content_filter\"")]
    [InlineData("\"error\"")]
    [InlineData("null")]
    public async Task Only_complete_replies_are_kept(string finish)
    {
        await using var server = await ScriptedServer.StartAsync(Acts.Body(200, Acts.OpenAi(finish: finish)));
        using var client = Clients.Of(server.Url, cache: _folder);
        await client.HelloAsync();
        await client.HelloAsync();
        Assert.Equal(2, server.Requests.Count);
    }

    [Fact]
    public async Task A_damaged_file_counts_as_absent_and_is_mended()
    {
        await using var server = await ScriptedServer.StartAsync(Acts.Ok());
        using var client = Clients.Of(server.Url, cache: _folder);
        await client.HelloAsync();
        var file = Directory.EnumerateFiles(_folder, "*.json", SearchOption.AllDirectories).Single();
        await File.WriteAllTextAsync(file, (await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken))[..40],
            TestContext.Current.CancellationToken);
        await client.HelloAsync();
        await client.HelloAsync();
        Assert.Equal(2, server.Requests.Count);
    }

    [Fact]
    public async Task Two_writers_of_one_reply_leave_it_whole()
    {
        var cache = new ReplyCache(_folder);
        var raw = Acts.OpenAi(new string('x', 100_000));
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() =>
        {
            for (var i = 0; i < 20; i++)
            {
                cache.Keep(new string('a', 64), "h", raw);
                Assert.NotNull(cache.Find(new string('a', 64)));
            }
        })));
        Assert.Single(Directory.EnumerateFiles(_folder, "*", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task Equal_requests_at_the_same_time_are_one()
    {
        await using var server = await ScriptedServer.StartAsync(async context =>
        {
            await Task.Delay(100);
            await Acts.Ok()(context);
        });
        using var client = Clients.Of(server.Url, cache: _folder);
        await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => client.HelloAsync()));
        Assert.Single(server.Requests);
    }
}
