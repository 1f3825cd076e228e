using Intervene.Pipeline.Engines;
using Intervene.Torch.Checkpoints;
using Intervene.Torch.Native;

namespace Intervene.Torch;

/// <summary>The local engine: libtorch on this machine.</summary>
public sealed class TorchEngine : IEngine
{
    /// <summary>Starts libtorch with a number of threads.</summary>
    /// <param name="threads">Threads that tensor operations share.</param>
    /// <exception cref="InterveneException">This machine cannot load it; the message says why and what to do.</exception>
    public TorchEngine(int threads)
    {
        NativeTorch.Load();
        NativeTorch.Threads = threads;
    }

    /// <inheritdoc/>
    public IPolicy Load(string directory) => new TorchPolicy(ModelDirectory.Load(directory), directory);

    /// <summary>Models are disposed one by one; libtorch itself stays.</summary>
    public void Dispose()
    {
    }
}
