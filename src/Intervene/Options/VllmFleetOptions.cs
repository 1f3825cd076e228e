namespace Intervene.Options;

/// <summary>vLLM servers: <c>/v1/completions</c> with token ids.</summary>
public sealed record VllmFleetOptions : FleetOptions;
