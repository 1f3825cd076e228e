using System.Reflection;
using Intervene.Pipeline.Engines;
using Intervene.Torch;

namespace Intervene.Cli.Output;

/// <summary>The engine of this program: libtorch, loaded by the first stage that needs it.</summary>
internal static class LocalEngine
{
    /// <summary>The engine; its version is read from the binding's file, which loads nothing.</summary>
    public static EngineSource Source { get; } = new(
        "TorchSharp " + AssemblyName.GetAssemblyName(Path.Combine(AppContext.BaseDirectory, "TorchSharp.dll")).Version!.ToString(3),
        threads => new TorchEngine(threads));
}
