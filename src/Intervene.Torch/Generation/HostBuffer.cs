using Intervene.Torch.Ops.Fused;
using TorchSharp;
using static TorchSharp.torch;

namespace Intervene.Torch.Generation;

/// <summary>Rows of float32 in host memory that decoding reads and writes through pointers.</summary>
internal sealed unsafe class HostBuffer : IDisposable
{
    private readonly Tensor tensor;
    private readonly float* address;
    private readonly int width;

    /// <summary>Makes rows of any content.</summary>
    public HostBuffer(long rows, int width)
        : this(empty(rows, width))
    {
    }

    /// <summary>Takes a tensor's values; the last axis is the row.</summary>
    public HostBuffer(Tensor values)
    {
        using var frozen = no_grad();
        tensor = values.detach().to(float32).contiguous().DetachFromDisposeScope();
        address = HostRows.Pointer(tensor);
        width = (int)tensor.shape[^1];
    }

    /// <summary>The address of a row.</summary>
    public float* Row(long row) => address + (row * width);

    public void Dispose() => tensor.Dispose();
}
