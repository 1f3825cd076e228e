using Intervene.Torch.Models;
using Intervene.Torch.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace Intervene.Torch.Tests.Training;

public class SharedPromptsTests
{
    private static readonly TargetSequence[] Sequences =
    [
        new([1, 2, 3, 4], [5, 6, 0]), new([7, 8], [1]), new([1, 2, 3, 4], [9]), new([1, 2, 3, 4], [5, 6, 7, 8, 0], From: 1), new([7, 8], [2, 2, 2]),
    ];

    [Theory]
    [InlineData(ScalarType.Float32, 1e-5)]
    [InlineData(ScalarType.Float64, 1e-12)]
    public void Values_and_gradients_are_those_of_sequences_alone(ScalarType type, double tolerance)
    {
        using var scope = NewDisposeScope();
        using var tiny = TinyPolicy.Create();
        using CausalLanguageModel alone = ComputeModel.Copy(tiny, type), shared = ComputeModel.Copy(tiny, type);
        var weights = arange(1, Sequences.Sum(s => s.Tokens) + 1, type).sin();
        var at = 0;
        var values = new List<Tensor>();
        foreach (var sequence in Sequences)
        {
            var (logProbs, entropies) = TargetLogProbs.Of(alone, [sequence], 0.7, entropyGradient: true);
            ((logProbs + (entropies * 0.3)) * weights.narrow(0, at, sequence.Tokens)).sum().backward();
            values.Add(logProbs.detach());
            at += sequence.Tokens;
        }

        var (together, spreads) = TargetLogProbs.Of(shared, Sequences, 0.7, entropyGradient: true, sharePrompts: true);
        ((together + (spreads * 0.3)) * weights).sum().backward();
        Assert.InRange((cat(values) - together).abs().max().ToDouble(), 0, tolerance * 10);
        var scale = alone.Parameters.Values.Max(p => p.grad!.abs().max().ToDouble());
        Assert.All(alone.Parameters, p => Assert.InRange((p.Value.grad! - shared[p.Key].grad!).abs().max().ToDouble() / scale, 0, tolerance));
    }

    [Fact]
    public void A_prompts_tokens_stand_once()
    {
        using var packed = PackedSequences.PackShared(
            [.. Sequences.Select(s => s.Prompt)], [.. Sequences.Select(s => new ReadOnlyMemory<int>(s.Target, 0, s.Target.Length - 1))]);
        Assert.Equal(4 + 2 + 2 + 0 + 0 + 4 + 2, packed.Tokens);
        Assert.Equal(Sequences.Select(s => s.Length), packed.Sequences.Select(s => s.Tokens));
        using var plain = PackedSequences.PackShared([[1, 2], [1, 3]], [new int[] { 4 }, new int[] { 4 }]);
        Assert.All(plain.Sequences, s => Assert.Equal(0, s.PrefixLength));
    }

    [Fact]
    public void No_tensor_is_left_behind() => Leaks.None(() =>
    {
        using var scope = NewDisposeScope();
        using var model = TinyPolicy.Create();
        model.RecomputeActivations = true;
        TargetLogProbs.Of(model, Sequences, 1, sharePrompts: true).LogProbs.sum().backward();
    });

    [Fact]
    public void Recomputed_layers_have_the_same_gradients_bit_for_bit()
    {
        using var scope = NewDisposeScope();
        using CausalLanguageModel kept = TinyPolicy.Create(), recomputed = TinyPolicy.Create();
        recomputed.RecomputeActivations = true;
        TargetLogProbs.Of(kept, Sequences, 1).LogProbs.sum().backward();
        TargetLogProbs.Of(recomputed, Sequences, 1).LogProbs.sum().backward();
        Assert.Equal(TinyPolicy.Gradients(kept), TinyPolicy.Gradients(recomputed));
    }
}
