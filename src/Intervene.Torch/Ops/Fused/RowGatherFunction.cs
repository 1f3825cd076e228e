using System.Numerics;
using TorchSharp;
using static TorchSharp.torch;

namespace Intervene.Torch.Ops.Fused;

/// <summary>Copies rows; backward adds the copies' gradients up in the order of the copies.</summary>
internal sealed unsafe class RowGatherFunction : autograd.SingleTensorFunction<RowGatherFunction>
{
    public override string Name => nameof(RowGatherFunction);

    public override Tensor forward(autograd.AutogradContext ctx, params object[] vars)
    {
        var x = ((Tensor)vars[0]).contiguous();
        var rows = (int[])vars[1];
        var shape = x.shape;
        ctx.save_data("rows", rows);
        ctx.save_data("shape", shape);
        var y = empty([rows.Length, .. shape[1..]], x.dtype);
        long width = x.NumberOfElements / shape[0];
        float* from = HostRows.Pointer(x), to = HostRows.Pointer(y);
        for (var i = 0; i < rows.Length; i++)
        {
            Buffer.MemoryCopy(from + (rows[i] * width), to + (i * width), width * sizeof(float), width * sizeof(float));
        }

        return y;
    }

    public override List<Tensor> backward(autograd.AutogradContext ctx, Tensor grad_output)
    {
        var rows = (int[])ctx.get_data("rows");
        var shape = (long[])ctx.get_data("shape");
        var dy = grad_output.contiguous();
        var dx = zeros(shape, dy.dtype);
        var width = dx.NumberOfElements / shape[0];
        float* from = HostRows.Pointer(dy), to = HostRows.Pointer(dx);
        for (var i = 0; i < rows.Length; i++)
        {
            Add(from + (i * width), to + (rows[i] * width), width);
        }

        return [dx, null!];
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
