using System.Text.Json.Nodes;

namespace Intervene.Text;

/// <summary>What a chat template gets besides the messages.</summary>
public sealed record ChatTemplateOptions
{
    /// <summary>Whether the text ends where the assistant's answer begins.</summary>
    public bool AddGenerationPrompt { get; init; }

    /// <summary>The switch of models that can think before they answer; null leaves the variable undefined.</summary>
    public bool? EnableThinking { get; init; }

    /// <summary>The tools' JSON schemas; null for none.</summary>
    public JsonArray? Tools { get; init; }

    /// <summary>Other variables by name.</summary>
    public JsonObject? Variables { get; init; }

    /// <summary>The time that <c>strftime_now</c> formats; null for the machine's own.</summary>
    public DateTimeOffset? Now { get; init; }

    /// <summary>Replaces the tokenizer's <c>bos_token</c>, <c>eos_token</c>, <c>pad_token</c> and <c>unk_token</c> by name.</summary>
    public IReadOnlyDictionary<string, string>? SpecialTokens { get; init; }
}
