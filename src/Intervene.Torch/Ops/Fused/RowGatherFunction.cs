using System.Numerics;
using Intervene.Torch.Ops.Host;
using static TorchSharp.torch;

namespace Intervene.Torch.Ops.Fused;

/// <summary>Copies rows; backward adds the copies' gradients up in the order of the copies.</summary>
internal sealed unsafe class RowGatherFunction : autograd.SingleTensorFunction<RowGatherFunction>
{
    private const int Strip = 16;

    public override string Name => nameof(RowGatherFunction);

    /// <summary>x[rows].</summary>
    public static Tensor Of(Tensor x, int[] rows) => is_grad_enabled() ? apply(x, rows) : Values(x, rows);

    public override Tensor forward(autograd.AutogradContext ctx, params object[] vars)
    {
        KeptTensors.Keep(ctx, vars);
        ctx.save_data("rows", vars[1]);
        ctx.save_data("shape", ((Tensor)vars[0]).shape);
        return Values((Tensor)vars[0], (int[])vars[1]);
    }

    public override List<Tensor> backward(autograd.AutogradContext ctx, Tensor grad_output) => KeptTensors.Backward(
        ctx, [grad_output], _ => [Sum(grad_output.contiguous(), (int[])ctx.get_data("rows"), (long[])ctx.get_data("shape")), null!]);

    /// <summary>Adds up the copies of each row, in their order.</summary>
    /// <param name="dy">[N, …], contiguous.</param>
    /// <param name="rows">N rows.</param>
    /// <param name="shape">The result's shape, [T, …].</param>
    public static Tensor Sum(Tensor dy, int[] rows, long[] shape)
    {
        var dx = zeros(shape, dy.dtype);
        var width = dx.NumberOfElements / shape[0];
        float* from = HostRows.Pointer(dy), to = HostRows.Pointer(dx);
        var strips = (width + Strip - 1) / Strip; // each thread adds up some columns of all rows
        HostRows.Share(strips, rows.Length * Strip, (first, end) =>
        {
            for (var i = 0; i < rows.Length; i++)
            {
                Add(from + (i * width) + (first * Strip), to + (rows[i] * width) + (first * Strip), Math.Min(end * Strip, width) - (first * Strip));
            }
        });

        return dx;
    }

    private static Tensor Values(Tensor input, int[] rows)
    {
        using var x = input.contiguous();
        var shape = x.shape;
        var y = empty([rows.Length, .. shape[1..]], x.dtype);
        var width = x.NumberOfElements / shape[0];
        float* from = HostRows.Pointer(x), to = HostRows.Pointer(y);
        HostRows.Share(rows.Length, width, (first, end) =>
        {
            for (var i = first; i < end; i++)
            {
                Buffer.MemoryCopy(from + (rows[i] * width), to + (i * width), width * sizeof(float), width * sizeof(float));
            }
        });

        return y;
    }

    private static void Add(float* x, float* sum, long width)
    {
        long i = 0;
        for (; i <= width - Vector<float>.Count; i += Vector<float>.Count)
        {
            Vector.Store(Vector.Load(sum + i) + Vector.Load(x + i), sum + i);
        }

        for (; i < width; i++)
        {
            sum[i] += x[i];
        }
    }
}
