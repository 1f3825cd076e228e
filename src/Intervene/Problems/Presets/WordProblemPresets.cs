namespace Intervene.Problems.Presets;

/// <summary>School problems in words.</summary>
internal static class WordProblemPresets
{
    public static IReadOnlyList<ProblemPreset> All { get; } =
    [
        new()
        {
            Name = "gsm8k",
            Title = "GSM8K: word problems of two to eight steps",
            Home = "openai/gsm8k",
            Licence = "MIT",
            Layout = new() { Question = "question", Answer = "answer", Solution = "answer", AnswerAfter = "####" },
            Defects =
            [
                "About a hundred golds are percentages without their sign.",
                "Solutions have calculator annotations <<48/2=24>>, which are taken off.",
                "One or two in a hundred golds are wrong.",
            ],
        },
        new()
        {
            Name = "svamp",
            Title = "SVAMP: one operation, with numbers that distract",
            Home = "ChilleD/SVAMP; github.com/arkilpatel/SVAMP",
            Licence = "MIT",
            Layout = new() { Id = "ID", Question = "{Body} {Question}", Answer = "Answer", Solution = "Equation", Equation = "Equation" },
            Signature = ["Body", "Question", "Equation", "Answer", "Type"],
            Defects =
            [
                "The question is in two columns, Body and Question; Question alone has no numbers.",
                "Golds are written as 51.0.",
                "A few bodies end without a full stop.",
            ],
        },
        new()
        {
            Name = "mawps",
            Title = "MAWPS: word problems of one or two operations, with holes for the numbers",
            Home = "github.com/arkilpatel/SVAMP (data/mawps)",
            Licence = "MIT",
            Layout = new() { Question = "Question", Numbers = "Numbers", Answer = "Answer", Solution = "Equation", Equation = "Equation" },
            Signature = ["Question", "Numbers", "Equation", "Answer"],
            Defects =
            [
                "Numbers stand in a column of their own and in the question as number0, number1 …; the holes are filled.",
                "Tokens are parted by blanks, before full stops too.",
                "Some golds are rounded: 0.33333 for a third.",
            ],
        },
    ];
}
