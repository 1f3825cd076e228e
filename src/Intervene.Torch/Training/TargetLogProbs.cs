using Intervene.Torch.Models;
using Intervene.Torch.Ops;
using static TorchSharp.torch;

namespace Intervene.Torch.Training;

/// <summary>Log-probabilities and entropies of the target tokens of packed sequences, without padding.</summary>
public static class TargetLogProbs
{
    /// <summary>One forward pass over all sequences; the head sees only the positions that count.</summary>
    /// <param name="model">The model.</param>
    /// <param name="sequences">At least one; each with at least one token that counts.</param>
    /// <param name="temperature">Divides the logits.</param>
    /// <param name="entropyGradient">Whether the entropies have a gradient too.</param>
    /// <param name="sharePrompts">Whether equal prompts are computed once.</param>
    /// <returns>Two tensors [N] float32, the sequences' counting tokens end to end.</returns>
    public static (Tensor LogProbs, Tensor Entropies) Of(
        CausalLanguageModel model, IReadOnlyList<TargetSequence> sequences,
        double temperature, bool entropyGradient = false, bool sharePrompts = false)
    {
        using var scope = NewDisposeScope();
        using var packed = sharePrompts
            ? PackedSequences.PackShared(
                [.. sequences.Select(s => s.Prompt)], [.. sequences.Select(s => new ReadOnlyMemory<int>(s.Target, 0, s.Target.Length - 1))])
            : PackedSequences.Pack([.. sequences.Select(Inputs)]);
        var count = sequences.Sum(s => s.Tokens);
        var rows = new int[count];
        var targets = new long[count];
        var at = 0;
        foreach (var (sequence, place) in sequences.Zip(packed.Sequences))
        {
            for (var i = sequence.From; i < sequence.Target.Length; i++, at++)
            {
                rows[at] = place.Row(sequence.Prompt.Length + i - 1);
                targets[at] = sequence.Target[i];
            }
        }

        var hidden = RowGather.Of(model.Hidden(packed), rows);
        var (logProbs, entropies) = TokenLogProbs.Of(hidden, model.Head, tensor(targets, device: model.Head.device), temperature, entropyGradient);
        return (logProbs.MoveToOuterDisposeScope(), entropies.MoveToOuterDisposeScope());
    }

    private static ReadOnlyMemory<int> Inputs(TargetSequence sequence) =>
        new int[][] { sequence.Prompt, sequence.Target }.SelectMany(ids => ids).Take(sequence.Length).ToArray();
}
