namespace Intervene.Pipeline.Engines;

/// <summary>A policy that a stage samples from.</summary>
/// <param name="Name"><c>base</c>, or an arm and a stage: <c>int/sft</c>, <c>int/rl</c>.</param>
/// <param name="Directory">Its model directory.</param>
/// <param name="Version">Names its weights.</param>
public sealed record SampledPolicy(string Name, string Directory, string Version)
{
    /// <summary>The name of the untrained model.</summary>
    public const string Base = "base";
}
