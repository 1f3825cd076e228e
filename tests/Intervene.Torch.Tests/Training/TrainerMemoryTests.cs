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
        Assert.StartsWith("0.0", full.ToString(), StringComparison.Ordinal);
        Assert.Contains("weights and optimiser", full.ToString(), StringComparison.Ordinal);
    }
}
