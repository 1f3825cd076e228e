namespace Intervene.Pipeline.Engines;

/// <summary>The local engine before it is needed: what it is called, and how to start it.</summary>
/// <param name="Version">The binding and its version, as manifests record it; known without loading it.</param>
/// <param name="Start">Loads it with a number of threads.</param>
public sealed record EngineSource(string Version, Func<int, IEngine> Start);
