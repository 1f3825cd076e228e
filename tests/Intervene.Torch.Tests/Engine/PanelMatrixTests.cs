using Intervene.Torch.Engine;
using Intervene.Torch.Ops.Host;
using static TorchSharp.torch;

namespace Intervene.Torch.Tests.Engine;

public unsafe class PanelMatrixTests
{
    public static TheoryData<int, int, int> Shapes()
    {
        var shapes = new TheoryData<int, int, int>();
        foreach (var rows in Enumerable.Range(1, 14))
        {
            shapes.Add(rows, 1 + (rows * 7 % 20), 1 + (rows * 11 % 50));
        }

        shapes.Add(70, 128, 264);
        return shapes;
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void The_product_is_libtorchs(int rows, int inputs, int outputs)
    {
        using var scope = NewDisposeScope();
        Tensor x = Random(1, rows, inputs), first = Random(2, outputs, inputs),
        second = Random(3, 5, inputs), bias = Random(4, outputs), other = Random(5, 5);
        var expected = nn.functional.linear(x, cat([first, second]), cat([bias, other]));
        foreach (var (add, threads) in new[] { (false, 1), (true, 1), (true, 3) })
        {
            using var matrix = new PanelMatrix([first, second], [bias, other]);
            var y = ones(rows, outputs + 5);
            matrix.Multiply(HostRows.Pointer(x), HostRows.Pointer(y), rows, add, threads);
            Assert.True(allclose(add ? expected + 1 : expected, y, rtol: 1e-5, atol: 1e-5));
        }
    }

    [Fact]
    public void A_row_has_the_same_bits_alone_and_among_others()
    {
        using var scope = NewDisposeScope();
        Tensor x = Random(1, 23, 37), weight = Random(2, 50, 37);
        using var matrix = new PanelMatrix([weight], []);
        Tensor together = zeros(23, 50), alone = zeros(23, 50);
        matrix.Multiply(HostRows.Pointer(x), HostRows.Pointer(together), 23, add: false, threads: 1);
        for (var row = 0; row < 23; row++)
        {
            matrix.Multiply(HostRows.Pointer(x) + (row * 37), HostRows.Pointer(alone) + (row * 50), 1, add: false, threads: 1);
        }

        Assert.Equal(together.data<float>().ToArray(), alone.data<float>().ToArray());
    }

    private static Tensor Random(long seed, params long[] shape)
    {
        using var generator = new Generator((ulong)seed);
        return randn(shape, generator: generator);
    }
}
