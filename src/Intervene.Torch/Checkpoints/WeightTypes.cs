using static TorchSharp.torch;

namespace Intervene.Torch.Checkpoints;

/// <summary>The types of stored weights in torch.</summary>
internal static class WeightTypes
{
    /// <summary>The torch type of weights, or null for a type that weights are not read from.</summary>
    public static ScalarType? Of(string dtype) => dtype switch
    {
        "F32" => float32,
        "BF16" => bfloat16,
        "F16" => float16,
        _ => null,
    };

    /// <summary>The header's name of a torch type that weights are written in.</summary>
    /// <exception cref="ArgumentException">The type is none of float32, bfloat16 and float16.</exception>
    public static string Name(ScalarType dtype) => dtype switch
    {
        ScalarType.Float32 => "F32",
        ScalarType.BFloat16 => "BF16",
        ScalarType.Float16 => "F16",
        _ => throw new ArgumentException($"Weights of type {dtype} are not written; expected Float32, BFloat16 or Float16.", nameof(dtype)),
    };
}
