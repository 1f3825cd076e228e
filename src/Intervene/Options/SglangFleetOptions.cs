namespace Intervene.Options;

/// <summary>SGLang servers: <c>/generate</c>.</summary>
public sealed record SglangFleetOptions : FleetOptions;
