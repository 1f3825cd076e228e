using Intervene.Torch.Ops.Host;
using Intervene.Torch.Ops.Products;
using TorchSharp;
using static TorchSharp.torch;

namespace Intervene.Torch.Tests.Ops.Products;

public unsafe class HostProductTests
{
    public static TheoryData<int, int, int> Shapes()
    {
        var shapes = new TheoryData<int, int, int>();
        foreach (var i in Enumerable.Range(1, 20))
        {
            shapes.Add(i, 1 + (i * 7 % 23), 1 + (i * 37 % 150));
        }

        shapes.Add(400, 1100, 130); // sums that go back to memory
        shapes.Add(9, 70_000, 70); // columns that come in two parts
        return shapes;
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Products_of_matrices_and_their_transposes_are_libtorchs(int rows, int depth, int columns)
    {
        using var scope = NewDisposeScope();
        Tensor a = Random(1, rows, depth), b = Random(2, depth, columns), bias = Random(3, columns);
        var expected = a.to(float64).mm(b.to(float64)) + bias;
        Tensor turnedA = a.t().contiguous(), turnedB = b.t().contiguous();
        foreach (var add in new[] { false, true })
        {
            foreach (var (x, y) in new[]
            {
                (HostMatrix.Of(a), HostMatrix.Of(b)), (HostMatrix.Of(turnedA).Transposed, HostMatrix.Of(b)),
                (HostMatrix.Of(a), HostMatrix.Of(turnedB).Transposed),
            })
            {
                var c = ones(rows, columns);
                HostProduct.Multiply(x, y, HostMatrix.Of(c), rows, columns, depth, HostRows.Pointer(bias), add);
                Assert.InRange((expected + (add ? 1 : 0) - c).abs().max().ToDouble(), 0, 2e-6 * Math.Sqrt(depth) * 4);
            }
        }
    }

    [Fact]
    public void A_product_in_pieces_along_its_depth_has_the_bits_of_one_in_a_single_piece()
    {
        using var scope = NewDisposeScope();
        foreach (var rows in Enumerable.Range(1, 8))
        {
            foreach (var columns in new[] { 16, 32, 48, 64, 112 })
            {
                Tensor a = Random(1, rows, 150), b = Random(2, 150, columns),
                whole = empty(rows, columns), pieces = empty(rows, columns), packed = empty(150 * columns);
                var panels = PanelLayout.Rows(HostRows.Pointer(b), HostRows.Pointer(packed), 150, columns);
                PanelKernels.Multiply(panels, HostRows.Pointer(a), 150, 1, HostRows.Pointer(whole), columns, rows, Sums.Begin);
                foreach (var (from, to) in new[] { (0, 64), (64, 65), (65, 128), (128, 150) })
                {
                    var part = new Panels(panels.First + (from * PanelKernels.Columns), panels.Span, to - from, columns, null);
                    PanelKernels.Multiply(
                        part, HostRows.Pointer(a) + from, 150, 1, HostRows.Pointer(pieces), columns, rows, from == 0 ? Sums.Begin : Sums.GoOn);
                }

                Assert.Equal(whole.data<float>().ToArray(), pieces.data<float>().ToArray());
            }
        }
    }

    [Fact]
    public void A_product_has_the_same_bits_at_any_number_of_threads()
    {
        using var scope = NewDisposeScope();
        Tensor a = Random(1, 333, 700), b = Random(2, 700, 90);
        float[] Once(int threads)
        {
            var before = get_num_threads();
            set_num_threads(threads);
            var c = empty(333, 90);
            HostProduct.Multiply(HostMatrix.Of(a), HostMatrix.Of(b), HostMatrix.Of(c), 333, 90, 700);
            set_num_threads(before);
            return c.data<float>().ToArray();
        }

        Assert.Equal(Once(1), Once(3));
    }

    [Fact]
    public void Every_tile_of_the_processor_gives_the_bits_of_one_row_and_one_column()
    {
        using var scope = NewDisposeScope();
        const int Depth = 65;
        Tensor a = Random(1, 13, Depth), b = Random(2, Depth, 150);
        var whole = empty(13, 150);
        HostProduct.Multiply(HostMatrix.Of(a), HostMatrix.Of(b), HostMatrix.Of(whole), 13, 150, Depth);
        var rows = a.data<float>().ToArray();
        var columns = b.data<float>().ToArray();
        var results = whole.data<float>().ToArray();
        for (var i = 0; i < 13; i++)
        {
            for (var j = 0; j < 150; j++)
            {
                var sum = 0f;
                for (var k = 0; k < Depth; k++)
                {
                    sum = MathF.FusedMultiplyAdd(rows[(i * Depth) + k], columns[(k * 150) + j], sum);
                }

                Assert.Equal(sum, results[(i * 150) + j]);
            }
        }
    }

    private static Tensor Random(ulong seed, params long[] shape)
    {
        using var generator = new Generator(seed);
        return randn(shape, generator: generator);
    }
}
