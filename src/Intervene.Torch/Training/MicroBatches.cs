using Intervene.Learning;
using Intervene.Torch.Models;
using TorchSharp;

namespace Intervene.Torch.Training;

/// <summary>Cuts an optimiser batch into forward passes. The update does not depend on the cut: denominators are those of the whole batch.</summary>
public static class MicroBatches
{
    /// <summary>The tokens of a forward pass: what the options allow, on a CPU at most <see cref="PassSize.OnHost"/>.</summary>
    /// <param name="model">The model.</param>
    /// <param name="tokens">What the options allow.</param>
    public static int Limit(CausalLanguageModel model, int tokens) =>
        model.Head.device_type == DeviceType.CPU ? PassSize.OnHost(model.Config, tokens) : tokens;

    /// <summary>Packs sequences, longest first, into forward passes of at most a number of tokens; equal lengths stand side by side.</summary>
    /// <param name="lengths">The sequences' tokens.</param>
    /// <param name="tokens">Tokens in one forward pass; a longer sequence has one of its own.</param>
    /// <param name="groups">Each sequence's group, where groups are to stay together; null for none.</param>
    /// <returns>Indices of the sequences of each forward pass.</returns>
    public static IReadOnlyList<int[]> Split(IReadOnlyList<int> lengths, int tokens, IReadOnlyList<int>? groups = null)
    {
        var batches = new List<int[]>();
        var current = new List<int>();
        var filled = 0;
        foreach (var i in Enumerable.Range(0, lengths.Count).OrderBy(i => groups?[i] ?? 0).ThenByDescending(i => lengths[i]).ThenBy(i => i))
        {
            if (current.Count > 0 && filled + lengths[i] > tokens)
            {
                batches.Add([.. current]);
                current.Clear();
                filled = 0;
            }

            current.Add(i);
            filled += lengths[i];
        }

        if (current.Count > 0)
        {
            batches.Add([.. current]);
        }

        return batches;
    }
}
