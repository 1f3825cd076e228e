namespace Intervene.Pipeline.Runs;

/// <summary><c>evaluation.json</c>: the models that an evaluation's folder holds, in the order in which they came.</summary>
public sealed record EvaluationManifest
{
    /// <summary>Version of the record's format.</summary>
    public int FormatVersion { get; init; } = 1;

    /// <summary>The models; each has a folder of its name.</summary>
    public required IReadOnlyList<EvaluatedModel> Models { get; init; }
}
