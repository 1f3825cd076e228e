using System.Runtime.InteropServices;

namespace Intervene.Torch.Training;

/// <summary>Tells a lack of memory from other faults.</summary>
public static class MemoryFault
{
    private static readonly string[] Words =
        ["out of memory", "can't allocate memory", "not enough memory", "bad_alloc"]; // CUDA; libtorch's CPU allocator; the C++ runtime

    /// <summary>Whether an exception says that memory ran out; a smaller forward pass may then fit.</summary>
    public static bool Is(Exception fault) =>
        fault is OutOfMemoryException
        || (fault is ExternalException && Words.Any(words => fault.Message.Contains(words, StringComparison.OrdinalIgnoreCase)));
}
