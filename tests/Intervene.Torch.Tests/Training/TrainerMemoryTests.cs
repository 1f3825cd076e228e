using Intervene.Learning;
using Intervene.Options;
using Intervene.Torch.Training;

namespace Intervene.Torch.Tests.Training;

public class TrainerMemoryTests
{
    [Fact]
    public void Copies_add_and_recomputing_and_bfloat16_save()
    {
        var config = TinyPolicy.Config() with { Layers = 20 };
        var full = TrainerMemory.Of(config, 1000, ComputeType.Float32, recompute: false);
        var parameters = full.State / 16;
        Assert.Equal(full.State + (4 * parameters), TrainerMemory.Of(config, 1000, ComputeType.Float32, false, reference: true).State);
        Assert.Equal(full.State + (8 * parameters), TrainerMemory.Of(config, 1000, ComputeType.Float32, false, reference: true, sampler: true).State);
        Assert.Equal(full.State + (6 * parameters), TrainerMemory.Of(config, 1000, ComputeType.Bfloat16, false, reference: true).State);
        Assert.Equal(full.Activations / 2, TrainerMemory.Of(config, 1000, ComputeType.Bfloat16, false).Activations);
        Assert.InRange(TrainerMemory.Of(config, 1000, ComputeType.Float32, true).Activations, 1, full.Activations * 2 / 3);
        Assert.StartsWith("0.2", full.ToString(), StringComparison.Ordinal); // the program alone
        Assert.Contains("weights and optimiser", full.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(new[] { 10, 40, 30 }, 2, 1000, 70)] // the two longest
    [InlineData(new[] { 10, 40, 30 }, 3, 50, 50)] // as many as fit
    [InlineData(new[] { 10, 400, 30 }, 3, 50, 400)] // one that does not fit has a pass of its own
    [InlineData(new int[0], 3, 50, 0)]
    public void The_largest_pass_is_what_the_longest_sequences_of_a_batch_come_to(int[] lengths, int together, int tokens, long largest)
    {
        Assert.Equal(largest, PassSize.Largest(lengths, together, tokens));
        var parts = MicroBatches.Split([.. lengths.OrderDescending().Take(together)], tokens);
        Assert.All(parts, part => Assert.InRange(part.Sum(i => lengths.OrderDescending().ElementAt(i)), 0, largest));
    }
}
