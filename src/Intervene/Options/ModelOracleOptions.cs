using System.ComponentModel.DataAnnotations;

namespace Intervene.Options;

/// <summary>A language model as oracle: where it is, what it is asked, what it may cost.</summary>
public abstract record ModelOracleOptions : OracleOptions
{
    /// <summary>How the server is spoken to.</summary>
    public OracleProtocol Protocol { get; init; } = OracleProtocol.Openai;

    /// <summary>
    /// The environment variable that holds the server's key; null for a server that needs none. The key itself never stands in a file.
    /// </summary>
    public string? ApiKeyEnv { get; init; }

    /// <summary>Conversations at a time.</summary>
    [Range(1, 1024)]
    public int Concurrency { get; init; } = 8;

    /// <summary>Seconds that one try may take, from the connection to the last byte; a try that takes longer is not repeated.</summary>
    [Range(0.001, 86_400.0)]
    public double Timeout { get; init; } = 600;

    /// <summary>Seconds that all tries of a request and the waits between them may take.</summary>
    [Range(0.001, 864_000.0)]
    public double Deadline { get; init; } = 1800;

    /// <summary>Further tries after a fault that passes.</summary>
    [Range(0, 100)]
    public int Retries { get; init; } = 5;

    /// <summary>The sampling.</summary>
    public ModelSamplingOptions Sampling { get; init; } = new();

    /// <summary>Further fields of the request's body, e.g. <c>reasoning_effort: high</c>.</summary>
    public BodyFields Body { get; init; } = BodyFields.None;

    /// <summary>What its tokens cost; null: the cost is unknown, unless the server tells it.</summary>
    public PriceOptions? Price { get; init; }

    /// <summary>What it may spend in a run.</summary>
    public BudgetOptions Budget { get; init; } = new();

    /// <summary>Replies an attempt; their proposals stand side by side.</summary>
    [Range(1, 256)]
    public int Replies { get; init; } = 1;

    /// <summary>The most characters of an attempt; a longer one is refused as <c>too_long</c>.</summary>
    [Range(1, int.MaxValue)]
    public int LongestAttempt { get; init; } = 200_000;

    /// <summary>Whether a longer attempt is shown without steps of its middle instead; the prompt and the record say so.</summary>
    public bool ShortenMiddle { get; init; }

    /// <summary>A budget in dollars needs prices, and Anthropic's protocol does not carry everything.</summary>
    public IEnumerable<string> Validate()
    {
        if (Budget.Dollars is not null && Price is null)
        {
            yield return "budget.dollars needs price: { input, cached, output } in dollars a million tokens, or nothing would stop at it; " +
                "give price, or limit budget.tokens or budget.calls.";
        }

        if (Protocol == OracleProtocol.Anthropic && (Sampling.MinP is not null || Sampling.Temperature > 1))
        {
            yield return $"protocol anthropic does not carry {(Sampling.MinP is not null ? "sampling.min_p" : "a sampling.temperature above 1")}; " +
                "leave it out.";
        }

        if (ApiKeyEnv is { } name
            && (name.Length == 0 || !name.All(c => char.IsAsciiLetterOrDigit(c) || c == '_')
            || name.StartsWith("sk_", StringComparison.OrdinalIgnoreCase)))
        {
            yield return "api_key_env is no name of an environment variable; expected a name such as OPENAI_API_KEY. The key itself must not " +
                "stand in a recipe.";
        }
    }
}
