
namespace Intervene.Models;

/// <summary>The shape of a decoder, as read from <c>config.json</c>.</summary>
public sealed record ModelConfig
{
    /// <summary>The family.</summary>
    public required ModelFamily Family { get; init; }

    /// <summary>V: rows of the embedding.</summary>
    public required int VocabularySize { get; init; }

    /// <summary>D: width of the residual stream.</summary>
    public required int HiddenSize { get; init; }

    /// <summary>Width of the MLP.</summary>
    public required int IntermediateSize { get; init; }

    /// <summary>Number of layers.</summary>
    public required int Layers { get; init; }

    /// <summary>H: query heads.</summary>
    public required int Heads { get; init; }

    /// <summary>K: key and value heads; divides H.</summary>
    public required int KeyValueHeads { get; init; }

    /// <summary>E: width of a head.</summary>
    public required int HeadWidth { get; init; }

    /// <summary>The ε of every RMS norm.</summary>
    public required double RmsNormEpsilon { get; init; }

    /// <summary>The rotary embedding.</summary>
    public required RopeOptions Rope { get; init; }

    /// <summary>Whether the head is the embedding.</summary>
    public required bool TieWordEmbeddings { get; init; }

    /// <summary>Whether q, k and v projections have biases.</summary>
    public bool QueryKeyValueBias { get; init; }

    /// <summary>Whether the attention's output projection has a bias.</summary>
    public bool OutputBias { get; init; }

    /// <summary>Whether the MLP's projections have biases.</summary>
    public bool MlpBias { get; init; }

    /// <summary>Positions that the model was made for.</summary>
    public required int ContextLength { get; init; }

    /// <summary>The tokens that end a completion: of <c>generation_config.json</c>, else of <c>config.json</c>.</summary>
    public required IReadOnlyList<int> StopIds { get; init; }

    /// <summary>Whether q and k are normalised per head (Qwen3).</summary>
    public bool QueryKeyNorm => Family == ModelFamily.Qwen3;
}
