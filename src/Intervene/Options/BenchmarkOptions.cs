using System.ComponentModel.DataAnnotations;

namespace Intervene.Options;

/// <summary>A benchmark: problems that every policy is measured on and none is trained on.</summary>
public sealed record BenchmarkOptions
{
    /// <summary>
    /// Its name and folder: letters, digits, <c>-</c> and <c>_</c>. That of a known benchmark, e.g. <c>aime2025</c>, says how its files are read.
    /// </summary>
    public required string Name { get; init; }

    /// <summary>A file or folder; null: what lies under the benchmark's name in <c>evaluate.data</c>.</summary>
    public string? Path { get; init; }

    /// <summary>A source of its own in the place of <see cref="Path"/>: a file with columns, or generated problems.</summary>
    public ProblemsOptions? Problems { get; init; }

    /// <summary>Problems drawn at random, in their order; null takes all, or as many as the known benchmark of that name has.</summary>
    [Range(1, int.MaxValue)]
    public int? Count { get; init; }

    /// <summary>Seeds what is drawn, apart from the run's seed, so that a selection stays the same.</summary>
    public long CountSeed { get; init; } = 1;

    /// <summary>Samples a problem; null takes <c>evaluate.samples</c>.</summary>
    [Range(1, 1_000_000)]
    public int? Samples { get; init; }

    /// <summary>The k of pass@k; null takes <c>evaluate.k</c>.</summary>
    public IReadOnlyList<int>? K { get; init; }

    /// <summary>The most tokens that a sample may have; null leaves it to the decoding.</summary>
    [Range(1, 10_000_000)]
    public int? MaxTokens { get; init; }

    /// <summary>The name can name a folder, and there is one source.</summary>
    public IEnumerable<string> Validate()
    {
        if (!ArmOptions.IsName(Name))
        {
            yield return $"name \"{Name}\" names no folder: expected letters, digits, '-' and '_'.";
        }

        if (Path is not null && Problems is not null)
        {
            yield return "path and problems exclude each other: both say where the problems are.";
        }

        if (Path == "")
        {
            yield return "path is empty.";
        }

        if (K is { Count: 0 })
        {
            yield return "k is empty: expected at least one k of pass@k, or null for those of evaluate.k.";
        }
    }
}
