using System.Text.Json.Nodes;
using Intervene.Options;
using Intervene.Pipeline.Checkers;
using Intervene.Prompting;
using Intervene.Remote.Accounting;
using Intervene.Remote.Chat;
using Intervene.Remote.Transport;
using Microsoft.Extensions.AI;

namespace Intervene.Remote.Oracles;

/// <summary>Makes the oracles that ask a language model.</summary>
public static class ModelOracles
{
    /// <summary>Makes one.</summary>
    /// <param name="options">Its options.</param>
    /// <param name="folder">Where a server's replies and the spending are kept, so that nothing is paid twice; null keeps them in memory.</param>
    /// <param name="policy">Loads the policy of the local engine, for <c>self</c> without an endpoint.</param>
    /// <exception cref="InterveneException">
    /// Endpoint or prompt are none, or there is no policy. A key that is missing is a reason in every reply.
    /// </exception>
    public static ModelOracle Of(ModelOracleOptions options, string? folder, Func<OraclePolicy>? policy)
    {
        var (name, client) = Asked(options, folder, policy);
        var prompt = options switch
        {
            LlmOracleOptions llm => llm.Prompt,
            SelfOracleOptions self => self.Prompt,
            _ => throw new InvalidOperationException($"unknown oracle {options.GetType().Name}"),
        };
        return new(Settings(options, name, prompt), client);
    }

    /// <summary>Makes a writer of whole solutions.</summary>
    /// <param name="options">The model.</param>
    /// <param name="prompt">The prompt's name or file.</param>
    /// <param name="folder">Where a server's replies and the spending are kept, so that nothing is paid twice; null keeps them in memory.</param>
    /// <param name="policy">Loads the policy of the local engine, for <c>self</c> without an endpoint.</param>
    /// <exception cref="InterveneException">Endpoint or prompt are none, or there is no policy.</exception>
    public static SolutionWriter Writer(ModelOracleOptions options, string prompt, string? folder, Func<OraclePolicy>? policy)
    {
        var (name, client) = Asked(options, folder, policy);
        return new(Settings(options, name, prompt), client);
    }

    private static (string Name, IChatClient Client) Asked(ModelOracleOptions options, string? folder, Func<OraclePolicy>? policy) => options switch
    {
        LlmOracleOptions llm => ($"llm/{llm.Model}", Client(llm, llm.Endpoint, llm.Model, folder)),
        SelfOracleOptions { Endpoint: { } endpoint, Model: { } model } self => ("self", Client(self, endpoint, model, folder)),
        SelfOracleOptions { Endpoint: null, Model: null } self when policy is not null =>
            ("self", new CompleterChatClient(policy(), self.Sampling.OfPolicy())),
        SelfOracleOptions => throw new InterveneException(
            "The oracle self samples from the policy of a run, or from a server by endpoint and model, both of them. Give both, or neither " +
            "within a run."),
        _ => throw new InvalidOperationException($"unknown oracle {options.GetType().Name}"),
    };

    /// <summary>The sampling of a request.</summary>
    public static SampledChatOptions Sampling(ModelSamplingOptions sampling, JsonObject body)
    {
        var options = new SampledChatOptions
        {
            MaxOutputTokens = sampling.MaxTokens,
            Temperature = (float?)sampling.Temperature,
            TopP = (float?)sampling.TopP,
            TopK = sampling.TopK,
            AdditionalProperties = [],
        };
        if (sampling.MinP is { } share)
        {
            options.AdditionalProperties["min_p"] = share;
        }

        foreach (var (name, value) in body)
        {
            options.AdditionalProperties[name] = value?.DeepClone();
        }

        return options;
    }

    private static ModelOracleSettings Settings(ModelOracleOptions options, string name, string prompt) => new()
    {
        Name = name,
        Prompt = PromptLibrary.Load(prompt),
        Sampling = Sampling(options.Sampling, options.Body.ToObject()),
        Replies = options.Replies,
        Concurrency = options.Concurrency,
        LongestAttempt = options.LongestAttempt,
        ShortenMiddle = options.ShortenMiddle,
    };

    private static RemoteChatClient Client(ModelOracleOptions options, string endpoint, string model, string? folder) => new(
        new RemoteModel
        {
            Wire = options.Protocol == OracleProtocol.Anthropic ? new AnthropicWire() : new OpenAiWire(),
            Endpoint = Endpoint.Parse(endpoint),
            Model = model,
            Key = ApiKey.FromEnvironment(options.ApiKeyEnv),
            Prices = options.Price is { } price ? new((decimal)price.Input, (decimal)(price.Cached ?? price.Input), (decimal)price.Output) : null,
        },
        new HttpTransport(new RetryTiming
        {
            Retries = options.Retries,
            Try = TimeSpan.FromSeconds(options.Timeout),
            Deadline = TimeSpan.FromSeconds(options.Deadline)
        }),
        new Budget(new BudgetLimits((decimal?)options.Budget.Dollars, options.Budget.Tokens, options.Budget.Calls), folder is null ? null
            : Path.Combine(folder, "spending.jsonl")),
        folder is null ? null : new ReplyCache(Path.Combine(folder, "replies")),
        folder is null ? null : new ReplyCache(Path.Combine(folder, "batch", "replies")),
        [.. options.Body.ToObject().Select(field => field.Key)]);
}
