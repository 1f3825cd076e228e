using Intervene.Torch.Ops.Fused;
using Intervene.Torch.Ops.Host;
using static TorchSharp.torch;

namespace Intervene.Torch.Ops;

/// <summary>The gate of the MLP.</summary>
public static class Gates
{
    /// <summary>silu(gate) · up.</summary>
    /// <param name="gate">[…, M].</param>
    /// <param name="up">[…, M].</param>
    public static Tensor SwiGlu(Tensor gate, Tensor up)
    {
        if (HostRows.Fits(gate) && HostRows.Fits(up))
        {
            return SwiGluFunction.Of(gate, up);
        }

        using var activated = nn.functional.silu(gate);
        return activated * up;
    }
}
