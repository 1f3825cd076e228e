namespace Intervene.Problems.Presets;

/// <summary>Contests, a year each.</summary>
internal static class ContestPresets
{
    public static IReadOnlyList<ProblemPreset> All { get; } =
    [
        new()
        {
            Name = "aime",
            Title = "AIME of past years",
            Home = "agentica-org/DeepScaleR (AIME 1983 – 2023)",
            Licence = "MIT (texts © MAA)",
            Layout = new() { Question = "problem", Answer = "answer", Solution = "solution" },
            Defects = ["It is in most training sets.", "Some problems stand in it twice."],
        },
        new()
        {
            Name = "aime-2024",
            Title = "AIME I and II of 2024",
            Home = "HuggingFaceH4/aime_2024; Maxwell-Jia/AIME_2024",
            Licence = "Apache-2.0 (texts © MAA)",
            Untested = "public loaders",
            Layout = new() { Id = "id", Question = "problem", Answer = "answer", Solution = "solution" },
            Defects = ["Golds are three digits with leading zeros: 025."],
        },
        new()
        {
            Name = "aime-2025",
            Title = "AIME I and II of 2025",
            Home = "math-ai/aime25; opencompass/AIME2025; MathArena/aime_2025",
            Licence = "Apache-2.0, MIT, CC-BY-NC-SA-4.0 (texts © MAA)",
            Layout = new() { Question = "problem", Answer = "answer" },
            Defects = ["In opencompass/AIME2025 the question stands in the column question, and AIME I and II are a file each."],
        },
        MathArena("aime-2026", "AIME I and II of 2026", "MathArena/aime_2026", "public loaders"),
        MathArena("hmmt-feb-2025", "HMMT, February 2025", "MathArena/hmmt_feb_2025", "public loaders"),
        MathArena("hmmt-nov-2025", "HMMT, November 2025", "MathArena/hmmt_nov_2025", "public loaders"),
        MathArena("brumo-2025", "BRUMO 2025", "MathArena/brumo_2025", "its card"),
        MathArena("cmimc-2025", "CMIMC 2025", "MathArena/cmimc_2025", "its card"),
        MathArena("smt-2025", "SMT 2025", "MathArena/smt_2025", "public loaders"),
        MathArena("apex-2025", "MathArena Apex: twelve problems that no model of its time solved", "MathArena/apex_2025", "its card"),
        MathArena("apex-shortlist", "MathArena Apex Shortlist: problems that the best models of its time solved half of the time",
            "MathArena/apex-shortlist", "its card",
            "It has changed: 49 rows on its card, fewer in other copies. Some of its problems are those of HMMT and CMIMC 2025."),
    ];

    private static ProblemPreset MathArena(string name, string title, string home, string untested, params string[] defects) => new()
    {
        Name = name,
        Title = title,
        Home = home,
        Licence = "CC-BY-NC-SA-4.0 (texts © the contest)",
        Untested = untested,
        Layout = new() { Id = "problem_idx", Question = "problem", Answer = "answer" },
        Defects = defects,
    };
}
