namespace Intervene.Pipeline.Runs;

/// <summary><c>warm-up.json</c> in a folder of <c>warm_up.cache</c>: which base model it holds.</summary>
public sealed record WarmUpRecord
{
    /// <summary>Version of the record's format.</summary>
    public int FormatVersion { get; init; } = 1;

    /// <summary>The hash of all that the weights depend on.</summary>
    public required string Key { get; init; }

    /// <summary>The hash of the model's folder, see <see cref="Files.Sha256.Of"/>.</summary>
    public required string ModelSha256 { get; init; }

    /// <summary>The version of the program that made it.</summary>
    public required string Product { get; init; }
}
