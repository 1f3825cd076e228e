using Intervene.Models;
using Intervene.Options;
using Intervene.Torch.Models;
using Intervene.Torch.Ops;
using Intervene.Torch.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace Intervene.Torch.Tests.Training;

/// <summary>libtorch's device without memory stands for any other than the CPU: it refuses to mix with the CPU's tensors as a card does.</summary>
public class DevicePlacementTests
{
    [Fact]
    public void Positions_of_packed_sequences_are_looked_up_on_the_models_device()
    {
        using var scope = NewDisposeScope();
        var config = TinyPolicy.Config();
        using var packed = PackedSequences.PackShared([[1, 2, 3], [1, 2, 3]], [new[] { 4, 5 }, new[] { 6 }]);
        using var rope = new RopeTable(config, META);
        var (cosine, sine) = rope.At(packed.Positions, float32);
        Assert.All(new[] { cosine, sine, RowGather.Of(cosine, [2, 0]) }, tensor => Assert.Equal(DeviceType.META, tensor.device_type));
        Assert.Equal([packed.Tokens, 1, config.HeadWidth], cosine.shape);
    }

    [Fact]
    public void An_optimisers_state_stands_where_its_parameters_do()
    {
        using var scope = NewDisposeScope();
        using var model = Create();
        using var optimizer = new AdamW(model.Parameters, new OptimizerOptions());
        Assert.All(optimizer.State(), state => Assert.Equal(DeviceType.META, state.Value.device_type));
    }

    private static CausalLanguageModel Create()
    {
        var config = TinyPolicy.Config();
        return new CausalLanguageModel(
            config, ParameterShapes.Of(config).ToDictionary(p => p.Name, p => empty(p.Shape, device: META), StringComparer.Ordinal));
    }
}
