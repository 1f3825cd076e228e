using Intervene.Interventions;
using Intervene.Remote.Chat;

namespace Intervene.Remote.Tests;

/// <summary>Streams: kept whole, or not at all.</summary>
public sealed class StreamsTests
{
    private const string Usage = "data: {\"choices\": [], \"usage\": {\"prompt_tokens\": 5, \"completion_tokens\": 2}}\n\n";
    private static readonly string[] Hello = [Acts.Chunk("{\"role\": \"assistant\", \"reasoning\": \"hm\"}"), Acts.Chunk("{\"content\": \"hel\"}"),
        Acts.Chunk("{\"content\": \"lo\"}", "\"stop\"")];

    [Fact]
    public async Task A_stream_is_folded_with_its_reasoning_and_usage()
    {
        await using var server = await ScriptedServer.StartAsync(Acts.Stream([": keep-alive\n\n", "\n", .. Hello, Usage, "data: [DONE]\n\n"]));
        using var client = Clients.Of(server.Url);
        var reply = await client.HelloAsync();
        Assert.Equal(("hello", "hm", ReplyFinish.Complete, 2L), (reply.Text, reply.Reasoning, reply.Finish, reply.Usage!.OutputTokens));
    }

    [Fact]
    public async Task A_usage_frame_that_comes_twice_counts_once_and_a_missing_one_is_unknown()
    {
        await using var server = await ScriptedServer.StartAsync(Acts.Stream([.. Hello, Usage, Usage, "data: [DONE]\n\n"]),
            Acts.Stream([.. Hello, "data: [DONE]\n\n"]));
        using var client = Clients.Of(server.Url);
        Assert.Equal(5, (await client.HelloAsync()).Usage!.InputTokens);
        Assert.Null((await client.HelloAsync()).Usage);
    }

    [Fact]
    public async Task A_stream_without_a_done_mark_is_whole_when_it_gave_a_reason()
    {
        await using var server = await ScriptedServer.StartAsync(Acts.Stream(Hello));
        using var client = Clients.Of(server.Url);
        Assert.Equal("hello", (await client.HelloAsync()).Text);
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task A_done_mark_stands_for_a_reason_that_the_server_leaves_null()
    {
        await using var server = await ScriptedServer.StartAsync(Acts.Stream(Acts.Chunk("{\"content\": \"hello\"}"), "data: [DONE]\n\n"));
        using var client = Clients.Of(server.Url);
        Assert.Equal(ReplyFinish.Complete, (await client.HelloAsync()).Finish);
    }

    [Fact]
    public async Task A_stream_that_ends_or_errs_in_the_middle_is_asked_again_and_its_half_text_lost()
    {
        await using var server = await ScriptedServer.StartAsync(
            Acts.Stream(Hello[..2]),
            Acts.Stream(Hello[0], "data: {\"error\": {\"message\": \"overloaded\", \"code\": 529}}\n\n", "data: [DONE]\n\n"),
            Acts.Begin(Hello[1], Acts.Cut, "text/event-stream"),
            Acts.Stream([.. Hello, "data: [DONE]\n\n"]));
        using var client = Clients.Of(server.Url);
        Assert.Equal("hello", (await client.HelloAsync()).Text);
        Assert.Equal(4, server.Requests.Count);
    }

    [Fact]
    public async Task Anthropics_stream_is_folded_and_an_error_in_it_is_no_reply()
    {
        string[] events =
        [
            "event: message_start\ndata: {\"type\": \"message_start\", \"message\": {\"model\": \"c\", \"content\": [], \"stop_reason\": null, " +
            "\"usage\": {\"input_tokens\": 10, \"output_tokens\": 1}}}\n\n",
            "event: ping\ndata: {\"type\": \"ping\"}\n\n",
            "data: {\"type\": \"content_block_start\", \"index\": 0, \"content_block\": {\"type\": \"thinking\", \"thinking\": \"\"}}\n\n",
            "data: {\"type\": \"content_block_delta\", \"index\": 0, \"delta\": {\"type\": \"thinking_delta\", \"thinking\": \"hm\"}}\n\n",
            "data: {\"type\": \"content_block_start\", \"index\": 1, \"content_block\": {\"type\": \"text\", \"text\": \"\"}}\n\n",
            "data: {\"type\": \"content_block_delta\", \"index\": 1, \"delta\": {\"type\": \"text_delta\", \"text\": \"hello\"}}\n\n",
            "data: {\"type\": \"message_delta\", \"delta\": {\"stop_reason\": \"end_turn\"}, \"usage\": {\"output_tokens\": 7}}\n\n",
            "data: {\"type\": \"message_stop\"}\n\n",
        ];
        await using var server = await ScriptedServer.StartAsync(
            Acts.Stream([.. events[..4],
                "event: error\ndata: {\"type\": \"error\", \"error\": {\"type\": \"overloaded_error\", \"message\": \"Overloaded\"}}\n\n"]),
                Acts.Stream(events[..6]), Acts.Stream(events));
        using var client = Clients.Of(server.Url, new AnthropicWire());
        var reply = await client.HelloAsync();
        Assert.Equal(("hello", "hm", 10L, 7L), (reply.Text, reply.Reasoning, reply.Usage!.InputTokens, reply.Usage.OutputTokens));
        Assert.Equal(3, server.Requests.Count);
    }

    [Fact]
    public async Task Frames_cut_at_any_byte_fold_to_the_same_reply()
    {
        var whole = string.Concat([.. Hello, Usage, "data: [DONE]\n\n"]);
        await using var server = await ScriptedServer.StartAsync(Acts.Stream([.. whole.Select(c => c.ToString())]));
        Assert.Equal(RefusalReason.Unparsable, (await server.AskAsync()).Refusal);
        Assert.Single(server.Requests);
    }
}
