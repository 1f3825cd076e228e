namespace Intervene.Options;

/// <summary>
/// How a question becomes a prompt. In <see cref="Template"/> and <see cref="UserTemplate"/> the literal <c>{question}</c> is replaced; all else,
/// other braces included, stands as it is.
/// </summary>
public sealed record PromptOptions
{
    /// <summary>Plain text or chat.</summary>
    public PromptKind Kind { get; init; } = PromptKind.Auto;

    /// <summary>The text of a plain prompt.</summary>
    public string Template { get; init; } = "{question}\n\n";

    /// <summary>The system message of a chat prompt; null for none (a model's template may put its own).</summary>
    public string? System { get; init; }

    /// <summary>The user's message of a chat prompt; it asks for the answer where the verifier looks for it.</summary>
    public string UserTemplate { get; init; } = "{question}\n\nPlease reason step by step, and put your final answer within \\boxed{}.";

    /// <summary>The switch of models that can think before they answer; null leaves it to the template.</summary>
    public bool? EnableThinking { get; init; }
}
