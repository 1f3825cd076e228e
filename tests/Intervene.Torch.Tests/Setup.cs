using System.Runtime.CompilerServices;
using Intervene.Torch.Native;

[assembly: Xunit.v3.Parallelization(Mode = Xunit.Sdk.ParallelMode.None)]

namespace Intervene.Torch.Tests;

internal static class Setup
{
    /// <summary>libtorch is mended and its threads are owned before the first test touches a tensor.</summary>
    [ModuleInitializer]
    internal static void Load() => NativeTorch.Load();
}
