namespace Intervene.Options;

/// <summary>The type that a trainer computes in.</summary>
public enum ComputeType
{
    /// <summary>32-bit floats.</summary>
    Float32,

    /// <summary>16-bit floats with 8 bits of exponent; the weights that are trained stay 32-bit.</summary>
    Bfloat16,
}
