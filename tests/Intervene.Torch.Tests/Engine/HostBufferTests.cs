using Intervene.Torch.Engine;
using static TorchSharp.torch;

namespace Intervene.Torch.Tests.Engine;

public class HostBufferTests
{
    [Fact]
    public void A_disposed_buffer_gives_its_memory_back_without_the_garbage_collector()
    {
        using var values = ones(3, 4, dtype: bfloat16);
        var before = Tensor.TotalCount;
        for (var i = 0; i < 100; i++)
        {
            new HostBuffer(3, 4).Dispose();
            new HostBuffer(values).Dispose();
            new PanelMatrix([values], []).Dispose();
        }

        Assert.InRange(Tensor.TotalCount, 0, before);
    }
}
