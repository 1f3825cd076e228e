namespace Intervene.Pipeline.Engines;

/// <summary>What computes with tensors on this machine. Stages that sample or train start it; the others never load it.</summary>
public interface IEngine : IDisposable
{
    /// <summary>Loads the weights of a model directory.</summary>
    /// <param name="directory">A Hugging Face model directory.</param>
    /// <exception cref="InterveneException">The directory is incomplete, damaged or unsupported.</exception>
    IPolicy Load(string directory);
}
