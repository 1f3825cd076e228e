using Intervene.Models;

namespace Intervene.Torch.Checkpoints.Gguf;

/// <summary>What an import did.</summary>
public sealed record GgufImportResult
{
    /// <summary>The model's shape.</summary>
    public required ModelConfig Config { get; init; }

    /// <summary>Number of parameters.</summary>
    public required long Parameters { get; init; }

    /// <summary>The type of the written weights, e.g. <c>BF16</c>.</summary>
    public required string Dtype { get; init; }

    /// <summary>Where the config came from: a file, or the GGUF's metadata.</summary>
    public required string ConfigFrom { get; init; }

    /// <summary>Where the tokenizer came from.</summary>
    public required string TokenizerFrom { get; init; }

    /// <summary>What else is worth knowing.</summary>
    public required IReadOnlyList<string> Notes { get; init; }
}
