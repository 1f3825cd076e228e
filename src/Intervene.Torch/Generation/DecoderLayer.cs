using static TorchSharp.torch;

namespace Intervene.Torch.Generation;

/// <summary>The weights of one layer as decoding uses them; <c>null</c> is a part that the family does not have.</summary>
internal sealed record DecoderLayer(
    Tensor InputNorm, Tensor QueryKeyValue, Tensor? QueryKeyValueBias, Tensor? QueryNorm, Tensor? KeyNorm, Tensor Output, Tensor? OutputBias,
    Tensor PostNorm, Tensor GateUp, Tensor? GateUpBias, Tensor Down, Tensor? DownBias);
