using Intervene.Torch.Ops.Host;
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
    {
        this.width = width;
        tensor = empty(rows, width).DetachFromDisposeScope();
        address = HostRows.Pointer(tensor);
    }

    /// <summary>Takes a tensor's values; the last axis is the row.</summary>
    public HostBuffer(Tensor values)
    {
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        width = (int)values.shape[^1];
        tensor = values.detach().to(float32).contiguous().DetachFromDisposeScope();
        address = HostRows.Pointer(tensor);
    }

    /// <summary>The address of a row.</summary>
    public float* Row(long row) => address + (row * width);

    public void Dispose() => tensor.Dispose();
}
