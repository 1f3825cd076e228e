using System.Text.Json.Nodes;
using Intervene.Interventions;
using Intervene.Prompting;
using Intervene.Remote.Chat;
using Intervene.Remote.Oracles;

namespace Intervene.Remote.Tests;

/// <summary>The oracle: turns, samples, the order of requests.</summary>
public sealed class ModelOracleTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("oracle").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_reply_becomes_proposals_with_error_location_usage_and_the_raw_body()
    {
        await using var server = await ScriptedServer.StartAsync(Acts.Ok(
            "log\n<error_location>2</error_location>\n<replacement>[{\"location\": 2, \"content\": \"a\"}, {\"location\": 1, \"content\": " +
            "\"b\"}]</replacement>"));
        var reply = await server.AskAsync();
        Assert.Equal([new ProposedStep("a", 2), new ProposedStep("b", 1)], reply.Proposals);
        Assert.Equal((2, null, 100L), (reply.ErrorLocation, reply.Refusal, reply.Usage!.InputTokens));
        Assert.Equal("m-1", JsonNode.Parse(reply.RawText!)!["model"]!.GetValue<string>());
    }

    [Fact]
    public async Task The_policy_solves_once_a_problem_and_then_checks_each_attempt_with_its_own_solution_before_it()
    {
        await using var server = await ScriptedServer.StartAsync(Acts.Ok("<think>\nhm\n</think>\nMy solution: 14."), Acts.Ok());
        using var oracle = Clients.Oracle(Clients.Of(server.Url, cache: _folder), "self");
        foreach (var last in new[] { "16", "15" })
        {
            Assert.Single((await oracle.ProposeAsync(Clients.Question with { Steps = ["First add.", $"Doubled that is {last}."] },
                TestContext.Current.CancellationToken)).Proposals);
        }

        var turns = server.Requests.Select(request => JsonNode.Parse(request.Body)!["messages"]!.AsArray()).ToArray();
        Assert.Equal([1, 3, 3], turns.Select(messages => messages.Count));
        Assert.Equal("My solution: 14.", turns[1][1]!["content"]!.GetValue<string>());
        Assert.Contains("Doubled that is 15.", turns[2][2]!["content"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_first_turn_that_is_cut_ends_the_conversation_as_truncated()
    {
        await using var server = await ScriptedServer.StartAsync(Acts.Body(200, Acts.OpenAi("half a solution", "\"length\"")));
        Assert.Equal(RefusalReason.Truncated, (await server.AskAsync(prompt: "self")).Refusal);
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task Several_replies_stand_side_by_side_and_one_that_fails_is_told_beside_them()
    {
        await using var server = await ScriptedServer.StartAsync(
            Acts.Ok(), Acts.Ok("no block"), Acts.Ok("<intervention>{\"location\": 1, \"content\": \"other\"}</intervention>"));
        var reply = await server.AskAsync(replies: 3);
        Assert.Equal(2, reply.Proposals.Count);
        Assert.Null(reply.Refusal);
        Assert.Contains("1 of 3 replies: Unparsable", reply.Detail, StringComparison.Ordinal);
        Assert.Equal(300, reply.Usage!.InputTokens);
    }

    [Fact]
    public async Task The_first_request_of_a_problem_is_sent_alone_and_the_rest_together_after_it()
    {
        var (running, most, beforeFirst) = (0, 0, 0);
        var gate = new Lock();
        var first = true;
        await using var server = await ScriptedServer.StartAsync(async context =>
        {
            bool alone;
            lock (gate)
            {
                (alone, first) = (first, false);
                most = Math.Max(most, ++running);
            }

            await Task.Delay(100);
            lock (gate)
            {
                beforeFirst = alone ? most : beforeFirst;
                running--;
            }

            await Acts.Ok()(context);
        });
        using var oracle = Clients.Oracle(Clients.Of(server.Url));
        await Task.WhenAll(Enumerable.Range(0, 6)
            .Select(i => oracle.ProposeAsync(Clients.Question with { Steps = [$"{i}"] }, TestContext.Current.CancellationToken)));
        Assert.Equal((1, 6), (beforeFirst, server.Requests.Count));
    }

    [Fact]
    public async Task No_more_conversations_run_at_a_time_than_are_allowed()
    {
        var (running, most) = (0, 0);
        await using var server = await ScriptedServer.StartAsync(async context =>
        {
            most = Math.Max(most, Interlocked.Increment(ref running));
            await Task.Delay(50);
            Interlocked.Decrement(ref running);
            await Acts.Ok()(context);
        });
        using var oracle = new ModelOracle(
            new ModelOracleSettings
            {
                Name = "llm",
                Prompt = PromptLibrary.Load("self-correct"),
                Sampling = new SampledChatOptions(),
                Concurrency = 2
            }, Clients.Of(server.Url));
        await Task.WhenAll(Enumerable.Range(0, 8)
            .Select(i => oracle.ProposeAsync(Clients.Question with { Question = $"{i}?" }, TestContext.Current.CancellationToken)));
        Assert.InRange(most, 1, 2);
    }

    [Fact]
    public async Task The_kind_of_an_error_is_asked_for_with_the_teachers_words()
    {
        await using var server = await ScriptedServer.StartAsync(Acts.Ok("EXECUTION"), Acts.Ok("I cannot say."));
        using var client = Clients.Of(server.Url);
        var sorter = new ErrorCategorizer(client, PromptLibrary.Load("category"), new SampledChatOptions());
        Assert.Equal(ErrorCategory.Execution, (await sorter.SortAsync(Clients.Question, "3 + 4 is 7", TestContext.Current.CancellationToken))
            .Category);
        Assert.Contains("3 \\u002B 4 is 7", server.Requests.First().Body, StringComparison.Ordinal);
        Assert.Contains("neither", (await sorter.SortAsync(Clients.Question, "hm", TestContext.Current.CancellationToken)).Detail,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_rewritten_attempt_is_the_second_reply_without_its_reasoning()
    {
        await using var server = await ScriptedServer.StartAsync(Acts.Ok("solved"), Acts.Ok("<think>\nhm\n</think>\n3 + 4 = 7, doubled 14."),
            Acts.Ok(""));
        using var client = Clients.Of(server.Url, cache: _folder);
        using var refiner = new SolutionWriter(
            new() { Name = "self", Prompt = PromptLibrary.Load("self-refinement"), Sampling = new SampledChatOptions() }, client);
        var written = await refiner.WriteAsync(Clients.Question, TestContext.Current.CancellationToken);
        Assert.Equal("3 + 4 = 7, doubled 14.", written.Text);
        var without = await refiner.WriteAsync(Clients.Question with { ReferenceSolution = null }, TestContext.Current.CancellationToken);
        Assert.Equal(RefusalReason.NoReference, without.Refusal);
    }

    [Fact]
    public void A_key_in_place_of_its_variables_name_and_a_budget_in_dollars_without_prices_are_refused()
    {
        var options = new Options.LlmOracleOptions { Endpoint = "http://h", Model = "m" };
        Assert.Empty(options.Validate());
        Assert.Contains("needs price", Assert.Single((options with { Budget = new() { Dollars = 5 } }).Validate()), StringComparison.Ordinal);
        Assert.Contains("api_key_env", Assert.Single((options with { ApiKeyEnv = "sk-abc" }).Validate()), StringComparison.Ordinal);
        Assert.Contains("min_p",
            Assert.Single((options with { Protocol = Options.OracleProtocol.Anthropic, Sampling = new() { MinP = 0.1 } }).Validate()),
            StringComparison.Ordinal);
    }
}
