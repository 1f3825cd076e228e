namespace Intervene.Pipeline.Runs;

/// <summary>An input of a run: a model directory or a data file.</summary>
/// <param name="Name">Its name within the run, e.g. <c>model</c>.</param>
/// <param name="Path">Where it was.</param>
/// <param name="Sha256">Its hash, see <see cref="Files.Sha256.Of"/>.</param>
public sealed record RunInput(string Name, string Path, string Sha256)
{
    /// <summary>The name of the base model.</summary>
    public const string Model = "model";

    /// <summary>What the names of the oracles' files begin with.</summary>
    public const string Oracle = "propose.oracle.";

    /// <summary>What the names of benchmarks' files begin with.</summary>
    public const string Benchmark = "benchmarks.";

    /// <summary>The benchmark that it is a file of; null where it is none's.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public string? BenchmarkName => Name.StartsWith(Benchmark, StringComparison.Ordinal) ? Name.Split('.')[1] : null;

    /// <summary>Hashes an input.</summary>
    /// <exception cref="InterveneException">There is no such file or directory.</exception>
    public static RunInput Of(string name, string path) => new(name, path, Files.Sha256.Of(path));
}
