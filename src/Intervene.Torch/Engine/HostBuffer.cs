using Intervene.Torch.Ops.Host;
using static TorchSharp.torch;

namespace Intervene.Torch.Engine;

/// <summary>Rows of float32 in host memory that decoding reads and writes through pointers.</summary>
internal sealed unsafe class HostBuffer : IDisposable
{
    private readonly Tensor _tensor;
    private readonly float* _address;
    private readonly int _width;

    /// <summary>Makes rows of any content.</summary>
    public HostBuffer(long rows, int width)
    {
        _width = width;
        _tensor = empty(rows, width).DetachFromDisposeScope();
        _address = HostRows.Pointer(_tensor);
    }

    /// <summary>Copies a tensor's values; the last axis is the row.</summary>
    public HostBuffer(Tensor values)
        : this(values.NumberOfElements / values.shape[^1], (int)values.shape[^1]) => Fill(values);

    /// <summary>Copies other values over these.</summary>
    /// <param name="values">As many elements.</param>
    public void Fill(Tensor values)
    {
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        _tensor.copy_(values.detach().reshape(_tensor.shape));
    }

    /// <summary>The address of a row.</summary>
    public float* Row(long row) => _address + (row * _width);

    public void Dispose() => _tensor.Dispose();
}
