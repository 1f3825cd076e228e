using Intervene.Learning;
using Intervene.Torch.Training;
using static TorchSharp.torch;

namespace Intervene.Torch.Reinforcement;

/// <summary>The sequences of one optimiser update.</summary>
/// <param name="size">Its denominators.</param>
/// <param name="parts">Its forward passes; none where nothing has a gradient.</param>
internal sealed class MiniBatch(BatchSize size, IReadOnlyList<MicroBatch> parts)
{
    /// <summary>The denominators.</summary>
    public BatchSize Size => size;

    /// <summary>The forward passes.</summary>
    public IReadOnlyList<MicroBatch> Parts { get; private set; } = parts;

    /// <summary>Cuts every forward pass of more than one sequence in two; false where there is none.</summary>
    public bool Halve()
    {
        var isDivisible = Parts.Any(part => part.Sequences.Count > 1);
        Parts = [.. Parts.SelectMany(part => part.Halves())];
        return isDivisible;
    }
}

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

    /// <summary>Tokens of the forward pass.</summary>
    public int Tokens => sequences.Sum(s => s.Length);

    /// <summary>
    /// [N] log-probabilities that the sampler recorded; where it gave none the policy's at the step's start, so that the token has the weight 1.
    /// </summary>
    public Tensor Sampler(Device device)
    {
        float[] values = [.. rollouts.SelectMany(r => r.Completion.SamplerLogProbs)];
        var recorded = tensor(values, device: device);
        return values.Any(float.IsNaN) ? where(recorded.isnan(), Old!.to(recorded.dtype), recorded) : recorded;
    }

    /// <summary>The two halves; the part itself where it has one sequence.</summary>
    public IEnumerable<MicroBatch> Halves()
    {
        if (sequences.Length < 2)
        {
            return [this];
        }

        var middle = sequences.Length / 2;
        return [Part(..middle), Part(middle..)];
    }

    private MicroBatch Part(Range range)
    {
        var (from, count) = range.GetOffsetAndLength(sequences.Length);
        long start = sequences.Take(from).Sum(s => (long)s.Tokens), length = sequences.Skip(from).Take(count).Sum(s => (long)s.Tokens);
        return new MicroBatch(rollouts[range], sequences[range], advantages[range])
        {
            Old = Old?.narrow(0, start, length),
            Reference = Reference?.narrow(0, start, length),
        };
    }
}
