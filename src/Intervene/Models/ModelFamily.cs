
namespace Intervene.Models;

/// <summary>The model families that are computed to the letter.</summary>
public enum ModelFamily
{
    /// <summary>Llama 2, 3.x, SmolLM2.</summary>
    Llama,

    /// <summary>Qwen2 and Qwen2.5: biases on q, k and v.</summary>
    Qwen2,

    /// <summary>Qwen3: q/k norm, a head width of its own.</summary>
    Qwen3,
}
