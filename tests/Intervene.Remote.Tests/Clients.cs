using Intervene.Interventions;
using Intervene.Prompting;
using Intervene.Remote.Accounting;
using Intervene.Remote.Chat;
using Intervene.Remote.Oracles;
using Intervene.Remote.Transport;
using Microsoft.Extensions.AI;

namespace Intervene.Remote.Tests;

/// <summary>Clients and oracles over a scripted server, with waits of milliseconds.</summary>
internal static class Clients
{
    public static RetryTiming Quick { get; } = new()
    {
        Retries = 3,
        Try = TimeSpan.FromSeconds(5),
        Deadline = TimeSpan.FromSeconds(10),
        FirstWait = TimeSpan.FromMilliseconds(20),
        LongestWait = TimeSpan.FromMilliseconds(50),
    };

    public static OracleQuestion Question { get; } = new()
    {
        Id = "p1/0",
        Question = "What is 3 + 4, doubled?",
        Gold = "14",
        ReferenceSolution = "3 + 4 = 7 and 7 * 2 = 14.",
        Steps = ["First add.", "So 3 + 4 = 8.", "Doubled that is 16."],
    };

    public static RemoteChatClient Of(
        string url, ChatWire? wire = null, RetryTiming? timing = null, string? cache = null, BudgetLimits? limits = null, Prices? prices = null,
            string? keyVariable = null, string model = "m",
        string[]? ownFields = null, ReplyCache? batched = null) =>
        new(
            new RemoteModel
            {
                Wire = wire ?? new OpenAiWire(),
                Endpoint = Endpoint.Parse(url),
                Model = model,
                Key = ApiKey.FromEnvironment(keyVariable),
                Prices = prices
            },
            new HttpTransport(timing ?? Quick),
            new Budget(limits ?? new(null, null, null), cache is null ? null : Path.Combine(cache, "spent.jsonl")),
            cache is null ? null : new ReplyCache(cache),
            batched,
            ownFields);

    public static ModelOracle Oracle(IChatClient client, string prompt = "replacement-list", int replies = 1, SampledChatOptions? sampling = null) =>
        new(new ModelOracleSettings
        {
            Name = "llm",
            Prompt = PromptLibrary.Load(prompt),
            Sampling = sampling ?? new SampledChatOptions { MaxOutputTokens = 500, Temperature = 0.7f },
            Replies = replies
        }, client);

    /// <summary>What an oracle says of the question when its server plays a script.</summary>
    public static async Task<OracleReply> AskAsync(this ScriptedServer server, ChatWire? wire = null, RetryTiming? timing = null,
        string prompt = "replacement-list", int replies = 1)
    {
        using var oracle = Oracle(Of(server.Url, wire, timing), prompt, replies);
        return await oracle.ProposeAsync(Question, TestContext.Current.CancellationToken);
    }

    /// <summary>A reply to one short message.</summary>
    public static Task<ChatReply> HelloAsync(this RemoteChatClient client, ChatOptions? options = null) =>
        client.AskAsync([new ChatMessage(ChatRole.User, "hello")], options ?? new ChatOptions { MaxOutputTokens = 100 },
            TestContext.Current.CancellationToken);
}
