using System.ComponentModel.DataAnnotations;

namespace Intervene.Options;

/// <summary>Leaving out problems that stand in a benchmark.</summary>
public sealed record DecontaminateOptions
{
    /// <summary>The benchmarks; none leaves nothing out.</summary>
    public IReadOnlyList<FileProblemsOptions> Against { get; init; } = [];

    /// <summary>Words in a row that count as shared text; a shorter question counts as a whole.</summary>
    [Range(1, 1000)]
    public int Words { get; init; } = 13;

    /// <summary>
    /// A problem is left out where at least this share of its question's runs of words stands in one question of a benchmark, or of that one's in it;
    /// the others are counted.
    /// </summary>
    [Range(0.0, 1.0)]
    public double Share { get; init; } = 0.5;
}
