namespace Intervene.Pipeline.Runs;

/// <summary>What a run is opened with.</summary>
public sealed record RunRequest
{
    /// <summary>The resolved options as YAML.</summary>
    public required string ResolvedYaml { get; init; }

    /// <summary>The run's seed.</summary>
    public required long Seed { get; init; }

    /// <summary>The inputs with their hashes.</summary>
    public required IReadOnlyList<RunInput> Inputs { get; init; }

    /// <summary>The tensor binding in use.</summary>
    public required string Torch { get; init; }

    /// <summary>Threads that tensor operations use.</summary>
    public required int Threads { get; init; }
}
