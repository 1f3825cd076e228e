using Intervene.Interventions;
using Intervene.Remote.Chat;
using Intervene.Remote.Transport;

namespace Intervene.Remote.Tests;

/// <summary>Replies of every shape that servers were seen to send: none is lost, none is taken for another.</summary>
public sealed class RepliesTests
{
    [Theory]
    [InlineData("\"stop\"")]
    [InlineData("null")]
    [InlineData("\"some_new_reason\"")]
    public async Task A_reply_is_kept_whatever_its_finish_reason(string finish)
    {
        await using var server = await ScriptedServer.StartAsync(Acts.Body(200, Acts.OpenAi(finish: finish)));
        var reply = await server.AskAsync();
        Assert.Equal(new ProposedStep("So 3 + 4 = 7.", 2), Assert.Single(reply.Proposals));
        Assert.Equal(finish != "\"stop\"", reply.Detail is not null);
        Assert.Equal(100, reply.Usage!.InputTokens);
    }

    [Theory]
    [InlineData("error")]
    [InlineData("abort")]
    [InlineData("insufficient_system_resource")]
    public async Task A_reply_that_the_server_broke_off_is_a_server_error_with_its_text_kept(string finish)
    {
        await using var server = await ScriptedServer.StartAsync(Acts.Body(200, Acts.OpenAi("half a rep", $"\"{finish}\"")));
        var reply = await server.AskAsync();
        Assert.Equal(RefusalReason.ServerError, reply.Refusal);
        Assert.Contains("half a rep", reply.RawText, StringComparison.Ordinal);
        Assert.Contains(finish, reply.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"error": {"message": "upstream is down", "code": 502}}""", 4)]
    [InlineData("""{"error": {"message": "Rate limit reached", "code": 429}}""", 4)]
    [InlineData("""{"error": {"message": "prompt was flagged by moderation", "code": 400}}""", 1)]
    [InlineData("""{"choices": []}""", 1)]
    [InlineData("""{"object": "list", "data": []}""", 1)]
    [InlineData("<html><head><style>x{}</style></head><body>Login required</body></html>", 1)]
    [InlineData("", 1)]
    [InlineData("""{"choices": [{"message": {"content": "cut""", 1)]
    public async Task What_is_no_reply_is_recorded_with_the_servers_words(string body, int tries)
    {
        await using var server = await ScriptedServer.StartAsync(Acts.Body(200, body));
        var reply = await server.AskAsync();
        Assert.Contains(reply.Refusal, new RefusalReason?[] { RefusalReason.ServerError, RefusalReason.Refused });
        Assert.Empty(reply.Proposals);
        Assert.NotNull(reply.Detail);
        Assert.DoesNotContain("<", reply.Detail, StringComparison.Ordinal);
        Assert.Equal(tries, server.Requests.Count);
    }

    [Theory]
    [InlineData("""{"created": 1.7e9, "choices": [{"finish_reason": "stop", "message": {"content": "hi"}}], "usage": {"prompt_tokens": """ +
        """1.0, "completion_tokens": "2"}} trailing""")]
    [InlineData("\uFEFF{\"choices\": [{\"finish_reason\": \"stop\", \"logprobs\": NaN, \"message\": {\"content\": [{\"type\": \"thinking\", " +
        "\"thinking\": [{\"type\": \"text\", \"text\": \"hm\"}]}, {\"type\": \"text\", \"text\": \"hi\"}]}}], \"usage\": {\"prompt_tokens\": 1, " +
        "\"completion_tokens\": 2}}")]
    public async Task Odd_types_and_garbage_around_a_reply_do_no_harm(string body)
    {
        await using var server = await ScriptedServer.StartAsync(Acts.Body(200, body));
        using var client = Clients.Of(server.Url);
        var reply = await client.HelloAsync();
        Assert.Equal("hi", reply.Text);
        Assert.Equal((1, 2), (reply.Usage!.InputTokens, reply.Usage.OutputTokens));
    }

    [Theory]
    [InlineData("\"length\"", "")]
    [InlineData("\"length\"", "Step 1 is fine. <replacement>[{\"location\": 2, \"con")]
    [InlineData("\"length\"", "Step 1 is fine.")]
    public async Task A_reply_that_its_budget_cut_is_truncated_and_not_without_proposal(string finish, string text)
    {
        await using var server = await ScriptedServer.StartAsync(Acts.Body(200, Acts.OpenAi(text, finish)));
        Assert.Equal(RefusalReason.Truncated, (await server.AskAsync()).Refusal);
    }

    [Fact]
    public async Task A_block_that_was_whole_before_the_cut_counts()
    {
        await using var server = await ScriptedServer.StartAsync(Acts.Body(200, Acts.OpenAi(Acts.Block + " And so", "\"length\"")));
        Assert.Single((await server.AskAsync()).Proposals);
    }

    [Theory]
    [InlineData(""" "reasoning_content": "hm <intervention>{}</intervention>" """)]
    [InlineData(""" "reasoning": "hm <intervention>{}</intervention>" """)]
    [InlineData(""" "reasoning_details": [{"type": "reasoning.text", "text": "hm <intervention>{}</intervention>"}] """)]
    public async Task Reasoning_is_kept_under_each_of_its_names_and_never_parsed(string field)
    {
        await using var server = await ScriptedServer.StartAsync(Acts.Body(200, Acts.OpenAi(more: field)));
        using var client = Clients.Of(server.Url);
        Assert.StartsWith("hm ", (await client.HelloAsync()).Reasoning, StringComparison.Ordinal);
        Assert.Equal(2, Assert.Single((await server.AskAsync()).Proposals).Location);
    }

    [Theory]
    [InlineData("<think>\n<intervention>{\"location\": 1, \"content\": \"draft\"}</intervention>\n</think>\n", true)]
    [InlineData("<intervention>{\"location\": 1, \"content\": \"draft\"}</intervention>\n</think>\n", true)]
    [InlineData("<think>\n<intervention>{\"location\": 1, \"content\": \"draft\"}</intervention>\n", false)]
    public async Task A_draft_inside_reasoning_is_no_proposal(string reasoning, bool closed)
    {
        await using var server = await ScriptedServer.StartAsync(Acts.Body(200, Acts.OpenAi(reasoning + (closed ? Acts.Block : ""))),
            Acts.Body(200, Acts.OpenAi(reasoning)));
        var reply = await server.AskAsync();
        Assert.Equal(closed ? 2 : null, reply.Proposals.FirstOrDefault()?.Location);
        Assert.Equal(closed ? null : RefusalReason.Unparsable, reply.Refusal);
        Assert.Empty((await server.AskAsync()).Proposals);
    }

    [Theory]
    [InlineData("\"stop\"", "\"refusal\": \"I cannot help with that.\"")]
    [InlineData("\"content_filter\"", null)]
    public async Task A_refusal_is_refused(string finish, string? more)
    {
        await using var server = await ScriptedServer.StartAsync(Acts.Body(200, Acts.OpenAi("", finish, more)));
        Assert.Equal(RefusalReason.Refused, (await server.AskAsync()).Refusal);
    }

    [Theory]
    [InlineData("refusal", RefusalReason.Refused)]
    [InlineData("max_tokens", RefusalReason.Truncated)]
    [InlineData("model_context_window_exceeded", RefusalReason.Truncated)]
    public async Task Anthropics_stop_reasons_are_told_apart(string stop, RefusalReason expected)
    {
        await using var server = await ScriptedServer.StartAsync(Acts.Body(200, Acts.Anthropic("", stop)));
        Assert.Equal(expected, (await server.AskAsync(new AnthropicWire())).Refusal);
    }

    [Fact]
    public async Task Anthropics_reply_is_read_and_its_thinking_kept_apart()
    {
        await using var server = await ScriptedServer.StartAsync(Acts.Body(200, Acts.Anthropic()));
        using var client = Clients.Of(server.Url, new AnthropicWire());
        var reply = await client.HelloAsync();
        Assert.Equal((Acts.Block, "hm"), (reply.Text, reply.Reasoning));
        Assert.Equal("/v1/messages", server.Requests.Single().Path);
        Assert.Equal("2023-06-01", server.Requests.Single().Headers["anthropic-version"]);
    }

    [Fact]
    public async Task A_failed_request_throws_the_servers_words()
    {
        await using var server = await ScriptedServer.StartAsync(Acts.Body(404, """{"error": {"message": "The model `m` does not exist"}}"""));
        using var client = Clients.Of(server.Url);
        var fault = await Assert.ThrowsAsync<ServerFault>(() => client.HelloAsync());
        Assert.Equal(FaultKind.Setup, fault.Kind);
        Assert.Contains("The model `m` does not exist", fault.Message, StringComparison.Ordinal);
    }
}
