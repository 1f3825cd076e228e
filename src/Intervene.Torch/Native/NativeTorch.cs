using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Intervene.Torch.Devices;
using TorchSharp;

namespace Intervene.Torch.Native;

/// <summary>
/// Loads libtorch before anything touches it. Weakens a version need that old C++ runtimes cannot meet (in the project's own output, never in the
/// package folder), stops OpenMP threads from spinning, and owns the number of threads.
/// </summary>
public static class NativeTorch
{
    private const string Library = "libLibTorchSharp.so";
    private static readonly Lock Gate = new();
    private static bool _loaded;

    /// <summary>Loads libtorch; calling it again does nothing.</summary>
    /// <exception cref="InterveneException">This machine cannot load it; the message says why and what to do.</exception>
    [ModuleInitializer]
    [System.Diagnostics.CodeAnalysis.SuppressMessage("Usage",
        "CA2255", Justification = "libtorch must be mended before the first use of any of its types")]
    public static void Load()
    {
        lock (Gate)
        {
            if (_loaded)
            {
                return;
            }

            if (OperatingSystem.IsLinux())
            {
                ProcessEnvironment.Apply();
                SystemTorch.PreloadIfAsked();
                LoadMended(Path.Combine(AppContext.BaseDirectory, Library));
            }

            torch.InitializeDeviceType(DeviceType.CPU);
            torch.set_num_threads(Pipeline.Engines.Threads.Of(null));
            _loaded = true;
        }
    }

    /// <summary>Threads that tensor operations share. Results are repeatable bit for bit at the same number.</summary>
    /// <remarks>libtorch keeps the number for each thread that uses it: set it on the thread that trains; the device's own takes it over.</remarks>
    public static int Threads
    {
        get => torch.get_num_threads();
        set
        {
            torch.set_num_threads(value);
            DeviceThread.Host.Run(() =>
            {
                torch.set_num_threads(value);
                return true;
            });
        }
    }

    /// <summary>The binding's version, as manifests record it.</summary>
    public static string Version => "TorchSharp " + (typeof(torch).Assembly.GetName().Version?.ToString(3) ?? "unknown");

    private static void LoadMended(string path)
    {
        if (!File.Exists(path))
        {
            return; // not beside the program: the runtime's own search decides
        }

        try
        {
            NativeLibrary.Load(path);
        }
        catch (DllNotFoundException first)
        {
            try
            {
                NativeLibrary.Load(ElfVersionNeeds.WeakenCopy(path, "GLIBCXX_3.4.3"));
            }
            catch (Exception second) when (second is DllNotFoundException or IOException or UnauthorizedAccessException)
            {
                throw new InterveneException(
                    $"libtorch cannot be loaded on this machine. Loading {path} failed: {Detail(first)} "
                    + $"Loading it again without its need for a newer C++ runtime failed too: {Detail(second)} "
                    + "Expected: Linux x64 with glibc 2.28 or newer and libstdc++ 6 (GLIBCXX_3.4.30 or newer). Install libstdc++6, make the " +
                    "program's folder "
                    + "writable for its first start, or point INTERVENE_TORCH_HOME to the lib folder of an existing PyTorch installation.",
                    second);
            }
        }
    }

    private static string Detail(Exception e) => e.Message.ReplaceLineEndings(" ").Trim();
}
