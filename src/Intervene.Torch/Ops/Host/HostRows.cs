using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using TorchSharp;
using static TorchSharp.torch;

namespace Intervene.Torch.Ops.Host;

/// <summary>Row-wise work on float32 tensors in host memory, shared out over libtorch's own number of threads.</summary>
internal static unsafe class HostRows
{
    /// <summary>Rows that go through several products together, so that what lies between stays in the second cache.</summary>
    public const int Block = 96;

    /// <summary>Elements of the largest weight whose gradient each thread adds up by itself: beyond, that would take more than it saves.</summary>
    public const long LargestWeight = 1 << 21;

    private const int PiecesOfAThread = 4;
    private const long ParallelFrom = 1 << 15; // elements; below, a second thread costs more than it brings

    /// <summary>Whether a tensor's elements can be read and written through a pointer.</summary>
    public static bool Fits(Tensor tensor) => tensor.device_type == DeviceType.CPU && tensor.dtype == ScalarType.Float32;

    /// <summary>
    /// Whether a tensor is bfloat16 in host memory: it is widened for row-wise work and narrowed afterwards, which costs less than libtorch's single
    /// operations.
    /// </summary>
    public static bool Widens(Tensor tensor) => tensor.device_type == DeviceType.CPU && tensor.dtype == ScalarType.BFloat16;

    /// <summary>The first element's address; the tensor is contiguous and outlives the use.</summary>
    /// <remarks>The binding gives addresses as spans of bytes, which end at 2 GiB: the first element's is asked for alone.</remarks>
    public static float* Pointer(Tensor tensor)
    {
        if (tensor.NumberOfElements * sizeof(float) <= int.MaxValue)
        {
            return (float*)Unsafe.AsPointer(ref MemoryMarshal.GetReference(tensor.bytes));
        }

        using var flat = tensor.detach().view(-1);
        using var first = flat.narrow(0, 0, 1);
        return (float*)Unsafe.AsPointer(ref MemoryMarshal.GetReference(first.bytes));
    }

    /// <summary>
    /// The number of parts that the rows are cut into: it depends on their size and on the thread count alone, so that sums are repeatable.
    /// </summary>
    public static int Parts(long rows, long width) => rows * width < ParallelFrom ? 1 : (int)Math.Min(rows, get_num_threads());

    /// <summary>Calls <paramref name="work"/>(part, from, to) for every part: for work that adds something up in each.</summary>
    public static void ForEach(long rows, int parts, Action<int, long, long> work)
    {
        HostThreads.Run(parts, part => work(part, rows * part / parts, rows * (part + 1) / parts));
    }

    /// <summary>
    /// Calls <paramref name="work"/>(from, to) for all rows, a few times for each thread: a thread that is held up has fewer of them. Rows do not
    /// depend on one another.
    /// </summary>
    /// <param name="rows">Rows.</param>
    /// <param name="width">What a row costs, in elements that are read and written.</param>
    /// <param name="work">Takes some rows.</param>
    /// <param name="least">Rows below which it does not pay to cut further.</param>
    public static void Share(long rows, long width, Action<long, long> work, int least = 1)
    {
        var parts = Parts(rows, width);
        var pieces = parts == 1 ? 1 : Math.Max(parts, Math.Min(rows / least, parts * PiecesOfAThread));
        long next = -1;
        HostThreads.Run(parts, _ =>
        {
            for (var piece = Interlocked.Increment(ref next); piece < pieces; piece = Interlocked.Increment(ref next))
            {
                work(rows * piece / pieces, rows * (piece + 1) / pieces);
            }
        });
    }
}
