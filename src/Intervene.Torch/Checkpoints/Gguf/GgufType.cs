namespace Intervene.Torch.Checkpoints.Gguf;

/// <summary>The types of a GGUF's tensors that are read, with the numbers that the format gives them.</summary>
public enum GgufType
{
    /// <summary>float32.</summary>
    F32 = 0,

    /// <summary>float16.</summary>
    F16 = 1,

    /// <summary>4 bits and a scale for 32 values.</summary>
    Q4_0 = 2,

    /// <summary>4 bits, a scale and a minimum for 32 values.</summary>
    Q4_1 = 3,

    /// <summary>5 bits and a scale for 32 values.</summary>
    Q5_0 = 6,

    /// <summary>5 bits, a scale and a minimum for 32 values.</summary>
    Q5_1 = 7,

    /// <summary>8 bits and a scale for 32 values.</summary>
    Q8_0 = 8,

    /// <summary>2 bits in super-blocks of 256 values.</summary>
    Q2_K = 10,

    /// <summary>3 bits in super-blocks of 256 values.</summary>
    Q3_K = 11,

    /// <summary>4 bits in super-blocks of 256 values.</summary>
    Q4_K = 12,

    /// <summary>5 bits in super-blocks of 256 values.</summary>
    Q5_K = 13,

    /// <summary>6 bits in super-blocks of 256 values.</summary>
    Q6_K = 14,

    /// <summary>bfloat16.</summary>
    BF16 = 30,
}
