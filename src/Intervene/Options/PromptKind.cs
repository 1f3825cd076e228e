namespace Intervene.Options;

/// <summary>How a question becomes a prompt.</summary>
public enum PromptKind
{
    /// <summary>Chat when the model has a chat template, else plain.</summary>
    Auto,

    /// <summary>The text of a template of one's own, without special tokens.</summary>
    Plain,

    /// <summary>A conversation, rendered by the model's chat template.</summary>
    Chat,
}
