using Intervene.Problems.Rows;

namespace Intervene.Problems.Presets;

/// <summary>The known sets of problems, by name.</summary>
public static class ProblemPresets
{
    /// <summary>All presets: sets to train on, then benchmarks.</summary>
    public static IReadOnlyList<ProblemPreset> All { get; } =
    [
        .. TrainingPresets.All, .. WordProblemPresets.All, .. BenchmarkPresets.All, .. ContestPresets.All,
    ];

    /// <summary>The preset of a name.</summary>
    /// <param name="name">The name, without regard to case.</param>
    /// <exception cref="InterveneException">There is none of that name.</exception>
    public static ProblemPreset Named(string name) => Find(name)
        ?? throw new InterveneException($"'{name}' is no known set of problems. Expected one of "
            + $"{string.Join(", ", All.Select(preset => preset.Name))}; 'intervene problems' without a file lists them.");

    /// <summary>The preset of a name; null where there is none.</summary>
    /// <param name="name">The name, without regard to case.</param>
    public static ProblemPreset? Find(string name) => All.FirstOrDefault(preset => preset.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

    /// <summary>A name without what is written in several ways: its letters and digits, lowered.</summary>
    /// <param name="name">The name of a set, a benchmark or a file.</param>
    internal static string Plain(string name) => string.Concat(name.Where(char.IsLetterOrDigit).Select(char.ToLowerInvariant));

    /// <summary>The preset whose signature a row has, for sets that common names alone would misread; null where there is none.</summary>
    /// <param name="row">A row of the file.</param>
    public static ProblemPreset? Recognise(ProblemRow row) =>
        All.FirstOrDefault(preset => preset.Signature.Count > 0 && preset.Signature.All(row.Has));
}
