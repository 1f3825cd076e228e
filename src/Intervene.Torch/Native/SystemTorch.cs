using System.Runtime.InteropServices;

namespace Intervene.Torch.Native;

/// <summary>Uses the libtorch of an existing PyTorch installation, named by <c>INTERVENE_TORCH_HOME</c> (its <c>torch/lib</c> folder).</summary>
internal static class SystemTorch
{
    private static readonly string[] Order = ["libc10.so", "libc10_cuda.so", "libtorch_cpu.so", "libtorch_cuda.so", "libtorch.so"];

    public static void PreloadIfAsked()
    {
        var folder = Environment.GetEnvironmentVariable("INTERVENE_TORCH_HOME");
        if (string.IsNullOrEmpty(folder))
        {
            return;
        }

        if (File.Exists(Path.Combine(AppContext.BaseDirectory, "libtorch_cpu.so")))
        {
            throw new InterveneException(
                $"INTERVENE_TORCH_HOME is '{folder}', but this program was built with a libtorch of its own, and a process cannot hold two. "
                + "Unset INTERVENE_TORCH_HOME, or build with -p:InterveneTorch=system, which brings none.");
        }

        var libraries = Order.Select(name => Path.Combine(folder, name)).Where(File.Exists).ToList();
        if (!libraries.Any(path => path.EndsWith("libtorch_cpu.so", StringComparison.Ordinal)))
        {
            throw new InterveneException(
                $"INTERVENE_TORCH_HOME is '{folder}', where libtorch_cpu.so is missing. Expected the torch/lib folder of a PyTorch 2.10 installation "
                + "(python -c \"import torch, os; print(os.path.join(os.path.dirname(torch.__file__), 'lib'))\").");
        }

        RequireSymbols(Path.Combine(AppContext.BaseDirectory, "libLibTorchSharp.so"), libraries);
        foreach (var library in libraries)
        {
            NativeLibrary.Load(library);
        }
    }

    private static void RequireSymbols(string binding, IReadOnlyList<string> libraries)
    {
        if (!File.Exists(binding))
        {
            return;
        }

        var exported = new HashSet<string>(StringComparer.Ordinal);
        foreach (var library in libraries)
        {
            exported.UnionWith(ElfSymbols.Read(library, undefined: false));
        }

        // C++ names in the namespaces of libtorch; everything else comes from the C and C++ runtimes.
        var missing = ElfSymbols.Read(binding, undefined: true)
            .Where(name => name.StartsWith("_ZN", StringComparison.Ordinal)
                && (name.Contains("2at", StringComparison.Ordinal)
                    || name.Contains("3c10", StringComparison.Ordinal) || name.Contains("5torch", StringComparison.Ordinal)))
            .Where(name => !exported.Contains(name))
            .Order(StringComparer.Ordinal)
            .ToList();
        if (missing.Count > 0)
        {
            throw new InterveneException(
                $"The libtorch in {Path.GetDirectoryName(libraries[0])} lacks {missing.Count} symbols that the binding needs, first {missing[0]}. "
                + "Expected libtorch 2.10; install torch 2.10 there or unset INTERVENE_TORCH_HOME.");
        }
    }
}
