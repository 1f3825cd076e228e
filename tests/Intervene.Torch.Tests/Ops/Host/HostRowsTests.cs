using Intervene.Torch.Ops.Host;
using static TorchSharp.torch;

namespace Intervene.Torch.Tests.Ops.Host;

public unsafe class HostRowsTests
{
    [Fact]
    public void The_rows_of_a_tensor_of_more_than_two_gibibytes_have_an_address()
    {
        const long count = (1L << 29) + 5;
        using var tensor = empty(count); // untouched memory costs nothing
        var first = HostRows.Pointer(tensor);
        (first[0], first[count - 1]) = (3, 4);
        using Tensor start = tensor[0], end = tensor[count - 1];
        Assert.Equal((3f, 4f), (start.item<float>(), end.item<float>()));
    }
}
