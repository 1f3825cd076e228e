using System.Text.Json.Nodes;
using Intervene.Remote.Chat;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.AI;

namespace Intervene.Remote.Tests;

/// <summary>What is sent: all that was asked for, in the words that the server knows, or a message that it cannot be sent.</summary>
public sealed class ParametersTests
{
    [Fact]
    public async Task The_other_name_of_the_token_budget_is_tried_once_and_remembered()
    {
        await using var server = await ScriptedServer.StartAsync(
            Refuse("Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead."), Acts.Ok());
        using var client = Clients.Of(server.Url);
        await client.HelloAsync();
        await client.HelloAsync();
        Assert.Equal(["max_tokens", "max_completion_tokens", "max_completion_tokens"],
            server.Requests.Select(request => Body(request.Body).Single(field => field.Key.StartsWith("max", StringComparison.Ordinal)).Key));
    }

    [Fact]
    public async Task A_server_that_knows_neither_name_is_asked_without()
    {
        await using var server = await ScriptedServer.StartAsync(Refuse("Unknown field max_tokens"), Refuse("Unknown field max_completion_tokens"),
            Acts.Ok());
        using var client = Clients.Of(server.Url);
        var reply = await client.HelloAsync();
        Assert.DoesNotContain(Body(server.Requests.Last().Body), field => field.Key.StartsWith("max", StringComparison.Ordinal));
        Assert.Equal(2, reply.Notes.Count);
    }

    [Fact]
    public async Task A_reply_longer_than_its_budget_is_noted()
    {
        await using var server = await ScriptedServer.StartAsync(Acts.Body(
            200, Acts.OpenAi(usage: """{"prompt_tokens": 1, "completion_tokens": 900}""")));
        using var client = Clients.Of(server.Url);
        Assert.Contains("900 tokens, more than the 100", Assert.Single((await client.HelloAsync()).Notes), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_temperature_that_is_refused_is_left_out_and_recorded()
    {
        await using var server = await ScriptedServer.StartAsync(Refuse("Unsupported value: 'temperature' does not support 0.7 with this model."),
            Acts.Ok());
        var reply = await server.AskAsync(replies: 2);
        Assert.Equal(2, reply.Proposals.Count);
        Assert.Contains("All 2 replies propose the same", reply.Detail, StringComparison.Ordinal);
        Assert.Equal(3, server.Requests.Count);
        Assert.False(Body(server.Requests.Last().Body).ContainsKey("temperature"));
    }

    [Fact]
    public async Task A_schema_that_is_not_supported_is_left_out_and_the_text_is_parsed()
    {
        await using var server = await ScriptedServer.StartAsync(Refuse("response_format is not supported"), Acts.Ok());
        var sampling = new SampledChatOptions
        {
            MaxOutputTokens = 9,
            AdditionalProperties = new() { ["response_format"] = new JsonObject { ["type"] = "json_object" } }
        };
        using var oracle = Clients.Oracle(Clients.Of(server.Url, ownFields: ["response_format"]), sampling: sampling);
        var reply = await oracle.ProposeAsync(Clients.Question, TestContext.Current.CancellationToken);
        Assert.Single(reply.Proposals);
        Assert.Contains("response_format", reply.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_field_that_the_user_wrote_is_not_left_out_quietly()
    {
        await using var server = await ScriptedServer.StartAsync(Refuse("top_k is not supported"));
        using var client = Clients.Of(server.Url, ownFields: ["top_k"]);
        await Assert.ThrowsAsync<Transport.ServerFault>(() => client.HelloAsync(new ChatOptions { AdditionalProperties = new() { ["top_k"] = 5 } }));
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task Everything_that_was_asked_for_is_sent()
    {
        await using var server = await ScriptedServer.StartAsync(Acts.Ok());
        using var client = Clients.Of(server.Url);
        await client.HelloAsync(new ChatOptions
        {
            MaxOutputTokens = 5,
            Temperature = 0.7f,
            TopP = 0.8f,
            TopK = 20,
            Seed = 3,
            StopSequences = ["x"],
            AdditionalProperties = new() { ["reasoning_effort"] = "high", ["chat_template_kwargs"] = new JsonObject { ["enable_thinking"] = false } },
        });
        Assert.Equal(
            """{"model":"m","messages":[{"role":"user","content":"hello"}""" +
            """],"max_tokens":5,"temperature":0.7,"top_p":0.8,"top_k":20,"seed":3,"stop":["x"]""" +
            ""","reasoning_effort":"high","chat_template_kwargs":{"enable_thinking":false}}""",
            server.Requests.Single().Body);
    }

    [Fact]
    public async Task Anthropic_is_sent_what_it_knows_with_the_shared_part_marked_and_the_rest_is_refused()
    {
        await using var server = await ScriptedServer.StartAsync(Acts.Body(200, Acts.Anthropic()));
        using var client = Clients.Of(server.Url, new AnthropicWire());
        await client.AskAsync(
            [new(ChatRole.System, "be good"), new(ChatRole.User, [new TextContent("shared "), new TextContent("own")])],
            new ChatOptions { MaxOutputTokens = 5, Temperature = 0.7f, TopP = 0.8f, TopK = 20 }, TestContext.Current.CancellationToken);
        Assert.Equal(
            """{"model":"m","max_tokens":5,"system":"be good","messages":[{"role":"user","content":""" +
            """[{"type":"text","text":"shared ","cache_control":{"type":"ephemeral"}},{"type":"text","text":"own"}]}""" +
            """],"temperature":0.7,"top_p":0.8,"top_k":20}""",
            server.Requests.Single().Body);
        foreach (var options in new ChatOptions[] { new() { MaxOutputTokens = 5, Seed = 1 }, new(),
            new() { MaxOutputTokens = 5, ResponseFormat = ChatResponseFormat.Json }, new() { MaxOutputTokens = 5, Temperature = 1.5f } })
        {
            await Assert.ThrowsAsync<InterveneException>(() => client.HelloAsync(options));
        }

        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task The_prompt_begins_with_what_all_attempts_at_a_problem_share_and_ends_with_the_attempt()
    {
        await using var server = await ScriptedServer.StartAsync(Acts.Ok());
        await server.AskAsync();
        var text = server.Requests.Single().Body;
        var places = new[] { "You are an experienced", "What is 3", "3 \\u002B 4 = 7 and", "[1] First add." }.Select(part =>
            text.IndexOf(part, StringComparison.Ordinal)).ToArray();
        Assert.DoesNotContain(-1, places);
        Assert.Equal(places.Order(), places);
    }

    [Theory]
    [InlineData("http://h", "http://h/v1/chat/completions")]
    [InlineData("http://h/", "http://h/v1/chat/completions")]
    [InlineData("http://h/v1", "http://h/v1/chat/completions")]
    [InlineData("http://h/v1/", "http://h/v1/chat/completions")]
    [InlineData("http://h/v1/chat/completions", "http://h/v1/chat/completions")]
    [InlineData("https://g/v1beta/openai/", "https://g/v1beta/openai/chat/completions")]
    [InlineData("http://[::1]:8000", "http://[::1]:8000/v1/chat/completions")]
    [InlineData("https://a/x?api-version=2", "https://a/x/chat/completions?api-version=2")]
    public void An_endpoint_is_what_users_write(string text, string address) =>
        Assert.Equal(address, Transport.Endpoint.Parse(text).Of("chat/completions").ToString());

    [Theory]
    [InlineData("localhost:8000")]
    [InlineData("ftp://h")]
    [InlineData("https://user:secret@h")]
    [InlineData("https://h?key=secret")]
    public void An_endpoint_that_is_none_or_holds_a_secret_is_refused_without_the_secret(string text)
    {
        var fault = Assert.Throws<InterveneException>(() => Transport.Endpoint.Parse(text));
        Assert.DoesNotContain("secret", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_on_an_address_of_version_6_answers()
    {
        Assert.SkipUnless(System.Net.Sockets.Socket.OSSupportsIPv6, "no IPv6 here");
        await using var server = await ScriptedServer.StartAsync(System.Net.IPAddress.IPv6Loopback, Acts.Ok());
        Assert.Single((await server.AskAsync()).Proposals);
    }

    private static Func<HttpContext, Task> Refuse(string message) => Acts.Body(400, $$"""{"error": {"message": {{Acts.Quote(message)}} } }""");

    private static JsonObject Body(string text) => JsonNode.Parse(text)!.AsObject();
}
