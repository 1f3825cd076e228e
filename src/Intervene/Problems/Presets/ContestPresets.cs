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
            IsTested = true,
            Defects = ["It is in most training sets.", "Some problems stand in it twice."],
        },
        new()
        {
            Name = "aime-2024",
            Title = "AIME I and II of 2024",
            Home = "HuggingFaceH4/aime_2024",
            Licence = "Apache-2.0 (texts © MAA)",
            Layout = new() { Id = "id", Question = "problem", Answer = "answer", Solution = "solution" },
            Defects = ["Golds are three digits with leading zeros: 025."],
        },
        new()
        {
            Name = "aime-2025",
            Title = "AIME I and II of 2025",
            Home = "opencompass/AIME2025; MathArena/aime_2025",
            Licence = "Apache-2.0 (texts © MAA)",
            Layout = new() { Question = "problem", Answer = "answer" },
            IsTested = true,
        },
        MathArena("aime-2026", "AIME I and II of 2026", "MathArena/aime_2026"),
        MathArena("hmmt-feb-2025", "HMMT, February 2025", "MathArena/hmmt_feb_2025"),
        MathArena("hmmt-nov-2025", "HMMT, November 2025", "MathArena/hmmt_nov_2025"),
        MathArena("brumo-2025", "BRUMO 2025", "MathArena/brumo_2025"),
        MathArena("cmimc-2025", "CMIMC 2025", "MathArena/cmimc_2025"),
        MathArena("smt-2025", "SMT 2025", "MathArena/smt_2025"),
        MathArena("apex-2025", "MathArena Apex: problems that no model of its time solved", "MathArena/apex_2025"),
    ];

    private static ProblemPreset MathArena(string name, string title, string home) => new()
    {
        Name = name,
        Title = title,
        Home = home,
        Licence = "CC-BY-NC-SA-4.0 (texts © the contest)",
        Layout = new() { Id = "problem_idx", Question = "problem", Answer = "answer" },
    };
}
