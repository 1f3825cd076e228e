using static TorchSharp.torch;

namespace Intervene.Torch.Reinforcement;

/// <summary>Which of B sequences each of N packed tokens belongs to; it lives in the dispose scope that it is made in.</summary>
public sealed class SequenceIndex
{
    private readonly Tensor _index; // [N] int64

    /// <summary>Makes the index of sequences that lie end to end.</summary>
    /// <param name="lengths">The sequences' tokens; 0 is a sequence without any.</param>
    /// <param name="device">Where the tokens' tensors are; null is the CPU.</param>
    public SequenceIndex(IReadOnlyList<int> lengths, Device? device = null)
    {
        Lengths = lengths;
        _index = tensor(lengths.SelectMany((n, i) => Enumerable.Repeat((long)i, n)).ToArray(), device: device);
    }

    /// <summary>The sequences' tokens.</summary>
    public IReadOnlyList<int> Lengths { get; }

    /// <summary>B.</summary>
    public int Count => Lengths.Count;

    /// <summary>N.</summary>
    public int Tokens => (int)_index.shape[0];

    /// <summary>Sums over each sequence.</summary>
    /// <param name="values">[N].</param>
    /// <returns>[B].</returns>
    public Tensor Sum(Tensor values) => zeros(Count, values.dtype, values.device).index_add(0, _index, values, 1);

    /// <summary>The sum over each sequence divided by its tokens + <paramref name="epsilon"/>; 0 for a sequence without tokens.</summary>
    /// <param name="values">[N].</param>
    /// <param name="epsilon">Added to the tokens.</param>
    /// <returns>[B].</returns>
    public Tensor Mean(Tensor values, double epsilon = 0) =>
        Sum(values) / tensor(Lengths.Select(n => Math.Max(n + epsilon, 1e-30)).ToArray(), values.dtype, values.device);

    /// <summary>Gives each token its sequence's value.</summary>
    /// <param name="values">[B].</param>
    /// <returns>[N].</returns>
    public Tensor Spread(Tensor values) => values.index_select(0, _index);
}
