namespace Intervene.Options;

/// <summary>This program's own engine.</summary>
public sealed record LocalSamplingOptions : EngineOptions;
