namespace Intervene.Options;

/// <summary>Another language model, over HTTP.</summary>
public sealed record LlmOracleOptions : ModelOracleOptions
{
    /// <summary>The server's address, e.g. <c>https://api.openai.com/v1</c>; one without a path gets <c>/v1</c>.</summary>
    public required string Endpoint { get; init; }

    /// <summary>The model's name, as the server knows it.</summary>
    public required string Model { get; init; }

    /// <summary>The prompt: <c>replacement-list</c>, <c>self-correct</c>, <c>self</c>, or a file of your own.</summary>
    public string Prompt { get; init; } = "replacement-list";
}
