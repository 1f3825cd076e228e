using static TorchSharp.torch;

namespace Intervene.Torch.Reinforcement;

/// <summary>The losses of N packed tokens, and what of them was clipped.</summary>
/// <param name="Losses">[N], with a gradient.</param>
/// <param name="Clipped">[N], 1 where the clip bounds the token's loss.</param>
/// <param name="ClippedLower">[N], 1 where the dual clip does.</param>
/// <param name="LogRatio">[N], log π − log π_old as the loss uses it.</param>
public sealed record TokenLosses(Tensor Losses, Tensor Clipped, Tensor ClippedLower, Tensor LogRatio);
