using Intervene.Problems.Rows;

namespace Intervene.Problems.Presets;

/// <summary>The benchmarks that are known by name, and where their files lie.</summary>
public static class KnownBenchmarks
{
    // The second version mends golds of the first; other benchmarks of IMO-Bench lie in the same folder. A copy of the hub is called otherwise.
    private static readonly string[] AnswerBench = ["answerbench_v2", "answerbench", ""];

    /// <summary>All of them.</summary>
    public static IReadOnlyList<KnownBenchmark> All { get; } =
    [
        new("aime2024", "aime-2024"),
        new("aime2025", "aime-2025"),
        new("aime2026", "aime-2026"),
        new("hmmt_feb_2025", "hmmt-feb-2025"),
        new("hmmt_nov_2025", "hmmt-nov-2025"),
        new("brumo_2025", "brumo-2025"),
        new("cmimc_2025", "cmimc-2025"),
        new("smt_2025", "smt-2025"),
        new("olymmath_easy", "olymmath", Files: ["EN-EASY"]),
        new("olymmath_hard", "olymmath", Files: ["EN-HARD"]),
        new("beyond_aime", "beyond-aime", Split: "test"),
        new("imo_answerbench", "imo-answerbench", Files: AnswerBench),
        new("imo_answerbench_40", "imo-answerbench", Files: AnswerBench, Count: 40,
            Note: "40 problems drawn by a seed of their own; they are not the paper's forty, which it does not name"),
        new("amo_bench", "amo-bench", Split: "test"),
        new("apex", "apex-2025"),
        new("apex_shortlist", "apex-shortlist"),
        new("math500", "math-500", Split: "test"),
        new("gsm8k_test", "gsm8k", Split: "test"),
    ];

    /// <summary>The benchmark of a name, without regard to case, dashes and underscores; null where there is none.</summary>
    /// <param name="name">The name.</param>
    public static KnownBenchmark? Find(string name) =>
        All.FirstOrDefault(known => ProblemPresets.Plain(known.Name) == ProblemPresets.Plain(name));

    /// <summary>What lies in a folder under a benchmark's name, or under that of its set.</summary>
    /// <param name="folder">The folder of many benchmarks.</param>
    /// <param name="name">The benchmark's name.</param>
    /// <returns>A file or folder.</returns>
    /// <exception cref="InterveneException">The folder is missing, or nothing in it has such a name.</exception>
    public static string Locate(string folder, string name)
    {
        if (!Directory.Exists(folder))
        {
            throw new InterveneException($"evaluate.data {folder}: there is no such folder. Name the one in which the benchmarks lie.");
        }

        var known = Find(name);
        string[] names = known is null ? [name]
            : [name, known.Set, .. ProblemPresets.Named(known.Set).Home.Split(';').Select(home => home.Split('/')[^1].Split(' ')[0])];
        var entries = Directory.EnumerateFileSystemEntries(folder).Order(StringComparer.Ordinal)
            .ToLookup(entry => ProblemPresets.Plain(Directory.Exists(entry) ? Path.GetFileName(entry) : Path.GetFileName(entry).Split('.')[0]));
        return names.SelectMany(one => entries[ProblemPresets.Plain(one)]).FirstOrDefault()
            ?? throw new InterveneException($"benchmark {name}: evaluate.data {folder} holds no file or folder of the name "
                + $"{string.Join(" or ", names.Take(2))}. Put the set there ({(known is null ? "its file" : ProblemPresets.Named(known.Set).Home)}), "
                + "or give the benchmark a path.");
    }

    /// <summary>The files of a known benchmark: a folder that holds other parts of its set, too, is searched for its own.</summary>
    /// <param name="known">The benchmark.</param>
    /// <param name="path">A file, a folder or a pattern.</param>
    /// <returns>A path, and the split of a folder that has several.</returns>
    /// <exception cref="InterveneException">The folder holds no file of the benchmark.</exception>
    public static (string Path, string? Split) Files(KnownBenchmark known, string path)
    {
        if (!Directory.Exists(path))
        {
            return (path, null);
        }

        if (known.Files is { Count: > 0 } parts)
        {
            var part = parts.FirstOrDefault(name => Directory.EnumerateFiles(path, $"*{name}*", SearchOption.AllDirectories).Any()) ?? parts[^1];
            if (part.Length > 0)
            {
                return (Path.Combine(path, "**", $"*{part}*"), null);
            }
        }

        var hasSplit = known.Split is not null && Directory.EnumerateFiles(path, "*", SearchOption.AllDirectories)
            .Any(file => known.Split.Equals(DataFiles.SplitOf(Path.GetRelativePath(path, file)), StringComparison.OrdinalIgnoreCase));
        return (path, hasSplit ? known.Split : null);
    }
}
