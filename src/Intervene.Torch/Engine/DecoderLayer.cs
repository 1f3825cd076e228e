namespace Intervene.Torch.Engine;

/// <summary>The weights of one layer as decoding uses them; <c>null</c> is a part that the family does not have.</summary>
internal sealed record DecoderLayer(
    HostBuffer InputNorm, PanelMatrix QueryKeyValue, HostBuffer? QueryNorm, HostBuffer? KeyNorm, PanelMatrix Output,
    HostBuffer PostNorm, PanelMatrix GateUp, PanelMatrix Down);
