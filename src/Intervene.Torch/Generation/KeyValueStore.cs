using Intervene.Torch.Ops.Fused;
using static TorchSharp.torch;

namespace Intervene.Torch.Generation;

/// <summary>Keys and values of a number of slots, [layers, slots, positions, K · E] float32 each.</summary>
internal sealed unsafe class KeyValueStore(int layers, int slots, int positions, int width) : IDisposable
{
    private readonly Tensor keys = empty([(long)layers, slots, positions, width]).DetachFromDisposeScope();
    private readonly Tensor values = empty([(long)layers, slots, positions, width]).DetachFromDisposeScope();

    /// <summary>The slots.</summary>
    public int Slots => slots;

    /// <summary>Positions a slot has room for.</summary>
    public int Positions => positions;

    /// <summary>The keys of a slot, one row of K · E a position.</summary>
    public float* Keys(int layer, int slot) => HostRows.Pointer(keys) + Offset(layer, slot);

    /// <summary>The values of a slot.</summary>
    public float* Values(int layer, int slot) => HostRows.Pointer(values) + Offset(layer, slot);

    public void Dispose()
    {
        keys.Dispose();
        values.Dispose();
    }

    private long Offset(int layer, int slot) => (((long)layer * slots) + slot) * positions * width;
}
