namespace Intervene.Runs;

/// <summary>What a run is opened with.</summary>
public sealed record RunRequest
{
    /// <summary>The resolved options as YAML: two requests with the same keys and values are the same run.</summary>
    public required string ResolvedYaml { get; init; }

    /// <summary>The run's seed.</summary>
    public required long Seed { get; init; }

    /// <summary>The inputs with their hashes.</summary>
    public required IReadOnlyList<RunInput> Inputs { get; init; }

    /// <summary>The libtorch in use, or <c>none</c>.</summary>
    public required string Torch { get; init; }

    /// <summary>Threads that tensor operations use.</summary>
    public required int Threads { get; init; }

    /// <summary>Whether an existing run of other options gives way: its artifacts are deleted.</summary>
    public bool Overwrite { get; init; }
}
