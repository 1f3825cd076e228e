using Intervene.Torch.Training;
using static TorchSharp.torch;

namespace Intervene.Torch.Reinforcement;

/// <summary>The sequences of one optimiser update.</summary>
/// <param name="Size">Its denominators.</param>
/// <param name="Parts">Its forward passes; none where nothing has a gradient.</param>
internal sealed record MiniBatch(BatchSize Size, IReadOnlyList<MicroBatch> Parts);

/// <summary>The sequences of one forward pass.</summary>
internal sealed class MicroBatch(RlRollout[] rollouts, TargetSequence[] sequences, double[] advantages)
{
    /// <summary>The rollouts.</summary>
    public IReadOnlyList<RlRollout> Rollouts => rollouts;

    /// <summary>Their tokens.</summary>
    public IReadOnlyList<TargetSequence> Sequences => sequences;

    /// <summary>Their advantages.</summary>
    public double[] Advantages => advantages;

    /// <summary>[N] log-probabilities of the policy at the step's start.</summary>
    public Tensor? Old { get; set; }

    /// <summary>[N] log-probabilities of the reference.</summary>
    public Tensor? Reference { get; set; }
}
