namespace Intervene.Options;

/// <summary>llama.cpp servers: <c>/completion</c>.</summary>
public sealed record LlamaCppFleetOptions : FleetOptions;
