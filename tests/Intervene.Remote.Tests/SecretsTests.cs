using Intervene.Interventions;
using Intervene.Remote.Chat;

namespace Intervene.Remote.Tests;

/// <summary>The key: sent in its header, and nowhere else.</summary>
public sealed class SecretsTests : IDisposable
{
    private const string Key = "sk-test-0123456789abcdef";
    private readonly string _folder = Directory.CreateTempSubdirectory("secrets").FullName;
    private readonly string _variable = $"INTERVENE_TEST_KEY_{Guid.NewGuid():N}";

    public void Dispose()
    {
        Environment.SetEnvironmentVariable(_variable, null);
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task A_key_is_in_no_reply_record_file_or_message_although_the_server_repeats_it()
    {
        Environment.SetEnvironmentVariable(_variable, Key);
        await using var server = await ScriptedServer.StartAsync(
            Acts.Body(200, Acts.OpenAi($"your key is {Key} {Acts.Block}")), Acts.Body(400, $$"""{"error": {"message": "bad: {{Key}}"} }"""),
            Acts.Body(401, $$"""{"error": {"message": "Incorrect API key provided: {{Key}}"} }"""));
        using var oracle = Clients.Oracle(Clients.Of(server.Url, cache: _folder, keyVariable: _variable));
        for (var i = 0; i < 4; i++)
        {
            var reply = await oracle.ProposeAsync(Clients.Question with { Question = $"{i}?" }, TestContext.Current.CancellationToken);
            Assert.DoesNotContain(Key, reply.ToString() + reply.Detail + reply.RawText, StringComparison.Ordinal);
        }

        Assert.Equal(3, server.Requests.Count);
        Assert.All(server.Requests, request => Assert.Equal($"Bearer {Key}", request.Headers["Authorization"]));
        Assert.All(server.Requests, request => Assert.DoesNotContain(Key, request.Body, StringComparison.Ordinal));
        Assert.All(Directory.EnumerateFiles(_folder, "*", SearchOption.AllDirectories), file =>
            Assert.DoesNotContain(Key, File.ReadAllText(file), StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(null, "is not set")]
    [InlineData("", "is empty")]
    [InlineData("sk-secret\n", "a line break")]
    [InlineData("sk-secret\r\nX-Evil: 1", "a line break")]
    [InlineData("sk-secrét", "another character")]
    public async Task A_key_that_cannot_be_one_is_never_sent_and_the_message_names_its_variable(string? value, string expected)
    {
        Environment.SetEnvironmentVariable(_variable, value);
        await using var server = await ScriptedServer.StartAsync(Acts.Ok());
        using var oracle = Clients.Oracle(Clients.Of(server.Url, keyVariable: _variable));
        var reply = await oracle.ProposeAsync(Clients.Question, TestContext.Current.CancellationToken);
        Assert.Equal(RefusalReason.ServerError, reply.Refusal);
        Assert.Contains(_variable, reply.Detail, StringComparison.Ordinal);
        Assert.Contains(expected, reply.Detail, StringComparison.Ordinal);
        Assert.DoesNotContain("secr", reply.Detail, StringComparison.Ordinal);
        Assert.Empty(server.Requests);
    }

    [Fact]
    public async Task A_server_of_ones_own_gets_no_key()
    {
        await using var server = await ScriptedServer.StartAsync(Acts.Ok());
        Assert.Single((await server.AskAsync()).Proposals);
        Assert.DoesNotContain("Authorization", server.Requests.Single().Headers.Keys);
    }

    [Fact]
    public async Task Anthropics_key_stands_in_its_own_header()
    {
        Environment.SetEnvironmentVariable(_variable, Key);
        await using var server = await ScriptedServer.StartAsync(Acts.Body(200, Acts.Anthropic()));
        using var client = Clients.Of(server.Url, new AnthropicWire(), keyVariable: _variable);
        await client.HelloAsync();
        Assert.Equal(Key, server.Requests.Single().Headers["x-api-key"]);
    }
}
