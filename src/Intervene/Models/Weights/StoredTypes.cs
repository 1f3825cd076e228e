
namespace Intervene.Models.Weights;

/// <summary>The element types of a safetensors file, by the names that its header uses.</summary>
public static class StoredTypes
{
    /// <summary>Bits of an element, or 0 for a name that the format does not have.</summary>
    public static int Bits(string dtype) => dtype switch
    {
        "F4" => 4,
        "F6_E2M3" or "F6_E3M2" => 6,
        "BOOL" or "U8" or "I8" or "F8_E5M2" or "F8_E4M3" or "F8_E5M2FNUZ" or "F8_E4M3FNUZ" or "F8_E8M0" => 8,
        "I16" or "U16" or "F16" or "BF16" => 16,
        "I32" or "U32" or "F32" => 32,
        "I64" or "U64" or "F64" or "C64" => 64,
        _ => 0,
    };

    /// <summary>Whether weights are read from a type.</summary>
    public static bool AreWeights(string dtype) => dtype is "F32" or "BF16" or "F16";

    /// <summary>What <c>config.json</c> calls a type: <c>float32</c>, <c>bfloat16</c> or <c>float16</c>.</summary>
    /// <exception cref="ArgumentException">The type is none of F32, BF16 and F16.</exception>
    public static string ConfigName(string dtype) => dtype switch
    {
        "F32" => "float32",
        "BF16" => "bfloat16",
        "F16" => "float16",
        _ => throw new ArgumentException($"Weights of type {dtype} are not written; expected F32, BF16 or F16.", nameof(dtype)),
    };
}
