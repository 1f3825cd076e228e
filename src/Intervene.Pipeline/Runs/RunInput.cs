namespace Intervene.Pipeline.Runs;

/// <summary>An input of a run: a model directory or a data file.</summary>
/// <param name="Name">Its name within the run, e.g. <c>model</c>.</param>
/// <param name="Path">Where it was.</param>
/// <param name="Sha256">Its hash, see <see cref="Files.Sha256.Of"/>.</param>
public sealed record RunInput(string Name, string Path, string Sha256)
{
    /// <summary>The name of the base model.</summary>
    public const string Model = "model";

    /// <summary>What the names of benchmarks' files begin with.</summary>
    public const string Benchmark = "benchmarks.";

    /// <summary>The benchmark that it is a file of; null where it is none's.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public string? BenchmarkName => Name.StartsWith(Benchmark, StringComparison.Ordinal) ? Name.Split('.')[1] : null;

    /// <summary>Whether it is the file of an oracle, named after the option of a stage or an arm.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public bool IsOracle => Oracles.Any(prefix => Name.StartsWith(prefix, StringComparison.Ordinal));

    private static readonly string[] Oracles = ["propose.oracle.", "rl.online.", "arms.", "mine."];

    /// <summary>Hashes an input.</summary>
    /// <exception cref="InterveneException">There is no such file or directory.</exception>
    public static RunInput Of(string name, string path) => new(name, path, Files.Sha256.Of(path));
}
