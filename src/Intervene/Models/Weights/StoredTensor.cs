namespace Intervene.Models.Weights;

/// <summary>A tensor as a safetensors header describes it.</summary>
public sealed record StoredTensor
{
    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>Its element type by the header's name, e.g. <c>BF16</c>.</summary>
    public required string Dtype { get; init; }

    /// <summary>Its shape; empty for a scalar.</summary>
    public required IReadOnlyList<long> Shape { get; init; }

    /// <summary>Where its bytes begin, counted from the end of the header.</summary>
    public required long Start { get; init; }

    /// <summary>Where its bytes end.</summary>
    public required long End { get; init; }

    /// <summary>Number of bytes.</summary>
    public long Bytes => End - Start;

    /// <summary>Number of elements.</summary>
    public long Elements => Shape.Aggregate(1L, (product, size) => product * size);

    /// <summary>Shape and type as text, e.g. <c>[331, 48] BF16</c>.</summary>
    public string Text => $"[{string.Join(", ", Shape)}] {Dtype}";
}
