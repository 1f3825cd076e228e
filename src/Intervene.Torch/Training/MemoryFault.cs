using System.Runtime.InteropServices;

namespace Intervene.Torch.Training;

/// <summary>Tells a lack of memory from other faults.</summary>
public static class MemoryFault
{
    private static readonly string[] Words = ["out of memory", "can't allocate memory", "not enough memory"]; // CUDA; libtorch's CPU allocator

    /// <summary>Whether an exception says that memory ran out; a smaller forward pass may then fit.</summary>
    public static bool Is(Exception fault) =>
        fault is OutOfMemoryException || (fault is ExternalException && Words.Any(words => fault.Message.Contains(words, StringComparison.OrdinalIgnoreCase)));
}
