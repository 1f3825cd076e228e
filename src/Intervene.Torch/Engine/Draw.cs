using Intervene.Options;

namespace Intervene.Torch.Engine;

/// <summary>A token to be drawn.</summary>
/// <param name="Row">The row of the last forward pass whose logits it is drawn from.</param>
/// <param name="Sampling">The distribution.</param>
/// <param name="Uniform">The random number, in [0, 1).</param>
/// <param name="Options">What is asked for beside it; null for nothing.</param>
internal readonly record struct Draw(int Row, SamplingOptions Sampling, double Uniform, TokenOptions? Options = null);
