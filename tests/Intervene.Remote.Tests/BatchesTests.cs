using System.Text.Json.Nodes;
using Intervene.Interventions;
using Intervene.Remote.Accounting;
using Intervene.Remote.Batches;
using Intervene.Remote.Chat;

namespace Intervene.Remote.Tests;

/// <summary>Batches: results find their request in any order, and nothing is paid twice.</summary>
public sealed class BatchesTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("batches").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static OracleQuestion[] Questions { get; } = [.. Enumerable.Range(0, 5).Select(i => Clients.Question with { Question = $"{i}?" })];

    public static TheoryData<bool> Wires { get; } = [true, false];

    [Theory]
    [MemberData(nameof(Wires))]
    public async Task Results_out_of_order_missing_expired_and_in_an_error_file_are_counted_and_the_rest_is_written_again(bool openAi)
    {
        ChatWire wire = openAi ? new OpenAiWire() : new AnthropicWire();
        var batch = new BatchFolder(_folder, wire);
        var model = new RemoteModel { Wire = wire, Endpoint = Transport.Endpoint.Parse("http://h"), Model = "m", Prices = new(1, 1, 2) };
        using var budget = new Budget(new(null, null, null), null);
        var file = Assert.Single(batch.Write(await CollectAsync(wire, batch)));
        var keys = Keys(file, openAi);
        Assert.Equal(5, keys.Length);

        // Killed before it was sent: the file is there, and nothing is written twice.
        Assert.Empty(batch.Write(await CollectAsync(wire, batch)));

        var results = Path.Combine(_folder, "out.jsonl");
        await File.WriteAllLinesAsync(results,
            [Good(keys[3], openAi), "{ torn", Good(keys[0], openAi), Good(new string('f', 64), openAi), Expired(keys[2], openAi)],
            TestContext.Current.CancellationToken);
        var errors = Path.Combine(_folder, "errors.jsonl");
        await File.WriteAllLinesAsync(errors, [Failed(keys[1], openAi)], TestContext.Current.CancellationToken);
        var reading = batch.Read([results, errors], model, budget);
        Assert.Equal((2, 0, 1, 1, 1), (reading.Kept, reading.Known, reading.Unreadable, reading.Strange, reading.Missing));
        Assert.Equal(2, reading.Failed.Values.Sum());
        var spent = budget.Spent;
        Assert.Equal((0, true), (spent.Calls, spent.Dollars > 0));

        // Read again: nothing is counted twice.
        Assert.Equal((0, 2), (batch.Read([results, errors], model, budget).Kept, batch.Read([results, errors], model, budget).Known));
        Assert.Equal(spent, budget.Spent);

        // What came back without a reply is written again; what waits is not.
        Assert.Equal([.. new[] { keys[1], keys[2] }.Order()], Keys(Assert.Single(batch.Write(await CollectAsync(wire, batch))), openAi).Order());
        Assert.Empty(batch.Write(await CollectAsync(wire, batch)));
    }

    [Fact]
    public async Task A_stage_after_its_batch_asks_the_server_for_nothing_that_the_batch_brought()
    {
        await using var server = await ScriptedServer.StartAsync(Acts.Ok());
        var wire = new OpenAiWire();
        var batch = new BatchFolder(_folder, wire);
        var keys = Keys(Assert.Single(batch.Write(await CollectAsync(wire, batch, server.Url))), openAi: true);
        var results = Path.Combine(_folder, "out.jsonl");
        await File.WriteAllLinesAsync(results, [Good(keys[0], true), Good(keys[1], true, "\"length\"")], TestContext.Current.CancellationToken);
        using var budget = new Budget(new(null, null, null), null);
        batch.Read([results], new RemoteModel { Wire = wire, Endpoint = Transport.Endpoint.Parse(server.Url), Model = "m" }, budget);
        using var oracle = Clients.Oracle(Clients.Of(server.Url, batched: batch.Replies));
        foreach (var question in Questions)
        {
            Assert.Single((await oracle.ProposeAsync(question, TestContext.Current.CancellationToken)).Proposals);
        }

        Assert.Equal(3, server.Requests.Count);
    }

    [Fact]
    public async Task The_second_turn_of_a_prompt_is_written_once_the_first_is_there()
    {
        var wire = new OpenAiWire();
        var batch = new BatchFolder(_folder, wire);
        var model = new RemoteModel { Wire = wire, Endpoint = Transport.Endpoint.Parse("http://h"), Model = "m" };
        using var budget = new Budget(new(null, null, null), null);
        for (var turn = 0; turn < 2; turn++)
        {
            var file = Assert.Single(batch.Write(await CollectAsync(wire, batch, prompt: "self")));
            var results = Path.Combine(_folder, $"out{turn}.jsonl");
            await File.WriteAllLinesAsync(results, Keys(file, openAi: true).Select(key => Good(key, true)), TestContext.Current.CancellationToken);
            Assert.Equal(5, batch.Read([results], model, budget).Kept);
        }

        Assert.Empty(await CollectAsync(wire, batch, prompt: "self"));
    }

    private static async Task<List<(string Key, JsonObject Body)>> CollectAsync(ChatWire wire, BatchFolder batch, string url = "http://h",
        string prompt = "replacement-list")
    {
        var client = Clients.Of(url, wire, batched: batch.Replies);
        var requests = new List<(string, JsonObject)>();
        client.Collector = (key, body) => requests.Add((key, body));
        using var oracle = Clients.Oracle(client, prompt);
        foreach (var question in Questions)
        {
            try
            {
                await oracle.ProposeAsync(question, TestContext.Current.CancellationToken);
            }
            catch (PendingReplyException)
            {
            }
        }

        return requests;
    }

    private static string[] Keys(string file, bool openAi) => openAi
        ? [.. File.ReadLines(file).Select(line => JsonNode.Parse(line)!["custom_id"]!.GetValue<string>())]
        : [.. JsonNode.Parse(File.ReadAllText(file))!["requests"]!.AsArray().Select(request => request!["custom_id"]!.GetValue<string>())];

    private static string Good(string key, bool openAi, string finish = "\"stop\"") => openAi
        ? $$"""{"id": "b", "custom_id": "{{key}}", "response": {"status_code": 200, "body": {{Acts.OpenAi(finish: finish)}} }, "error": null}"""
        : $$"""{"custom_id": "{{key}}", "result": {"type": "succeeded", "message": {{Acts.Anthropic()}} } }""";

    private static string Expired(string key, bool openAi) => openAi
        ? $$"""{"custom_id": "{{key}}", "response": null, "error": {"code": "batch_expired", "message": "late"} }"""
        : $$"""{"custom_id": "{{key}}", "result": {"type": "expired"} }""";

    private static string Failed(string key, bool openAi) => openAi
        ? $$"""{"custom_id": "{{key}}", "response": {"status_code": 500, "body": {"error": {"message": "boom"} } }, "error": null}"""
        : $$"""{"custom_id": "{{key}}", "result": {"type": "errored", "error": {"type": "error", "error": {"message": "boom"} } } }""";
}
