namespace Intervene.Problems.Presets;

/// <summary>Sets that models of mathematics are trained on.</summary>
internal static class TrainingPresets
{
    private const string DapoBefore =
        "Solve the following math problem step by step. The last line of your response should be of the form Answer: $Answer (without quotes) "
            + "where $Answer is the answer to the problem.";

    private const string DapoAfter = "Remember to put your answer on its own line after \"Answer:\".";

    public static IReadOnlyList<ProblemPreset> All { get; } =
    [
        new()
        {
            Name = "dapo-math-17k",
            Title = "DAPO-Math-17k: contest problems with whole-number answers, in verl's layout",
            Home = "BytedTsinghua-SIA/DAPO-Math-17k",
            Licence = "Apache-2.0",
            Untested = "the cards of its copies",
            Layout = new() { Id = "extra_info.index", Question = "prompt", Answer = "reward_model.ground_truth", Trim = [DapoBefore, DapoAfter] },
            Defects =
            [
                "Every problem stands about a hundred times in the file: 1.79 million rows of some 17,400 problems; the rest are left out as "
                    + "duplicates.",
                "Every question is wrapped in an instruction for an answer after \"Answer:\"; the instruction is taken off.",
                "Answers that were no whole numbers were rewritten, e.g. as the sum of a fraction's parts; the question says so at its end.",
            ],
        },
        new()
        {
            Name = "dapo-math-17k-processed",
            Title = "DAPO-Math-17k without its duplicates and instruction",
            Home = "open-r1/DAPO-Math-17k-Processed",
            Licence = "Apache-2.0",
            Untested = "the script that makes it",
            Layout = new() { Question = "prompt", Answer = "solution", Id = "extra_info.index", Solution = "" },
            Defects =
            [
                "Its column solution holds the answer alone; there are no worked solutions.",
                "It comes as English, Chinese and both: read one of the folders en, cn, all. The paper's 14,100 problems are en.",
            ],
        },
        new()
        {
            Name = "deepscaler",
            Title = "DeepScaleR: AIME, AMC, Omni-MATH and STILL problems",
            Home = "agentica-org/DeepScaleR-Preview-Dataset",
            Licence = "MIT",
            Untested = "public loaders",
            Layout = new() { Question = "problem", Answer = "answer", Solution = "solution" },
            Defects =
            [
                "It holds AIME 1983 – 2023 and Omni-MATH: look for overlap with those benchmarks.",
                "Many solutions are empty, and some answers differ from the box of the solution.",
            ],
        },
        new()
        {
            Name = "polaris",
            Title = "POLARIS-53K: DeepScaleR and AReaL problems with the pass rate of a 7B model",
            Home = "POLARIS-Project/Polaris-Dataset-53K",
            Licence = "Apache-2.0",
            Untested = "public loaders",
            Layout = new() { Question = "problem", Answer = "answer" },
            Defects = ["It has no worked solutions.", "Its column difficulty is a share of right attempts such as 3/8, not a level."],
        },
        new()
        {
            Name = "acereason-math",
            Title = "AceReason-Math: DeepScaleR and NuminaMath, filtered by a strong model's agreement",
            Home = "nvidia/AceReason-Math",
            Licence = "CC-BY-4.0",
            Untested = "public loaders",
            Layout = new() { Question = "problem", Answer = "answer" },
            Defects = ["It has no worked solutions."],
        },
        new()
        {
            Name = "numinamath-cot",
            Title = "NuminaMath-CoT: 860,000 problems with worked solutions",
            Home = "AI-MO/NuminaMath-CoT",
            Licence = "Apache-2.0",
            Untested = "public loaders",
            Layout = new() { Question = "problem", Answer = "solution", Solution = "solution", AnswerInBox = true },
            Defects =
            [
                "About a third of the solutions have no box, proofs among them; they are left out as without an answer.",
                "Its sources hold GSM8K, MATH, AMC and AIME: look for overlap with those benchmarks.",
                "Many golds of multiple choice are the letter alone.",
            ],
        },
        new()
        {
            Name = "numinamath-1.5",
            Title = "NuminaMath-1.5: with an answer column and marks for what is valid",
            Home = "AI-MO/NuminaMath-1.5",
            Licence = "Apache-2.0",
            Untested = "its card",
            Layout = new()
            {
                Question = "problem",
                Answer = "answer",
                Solution = "solution",
                Where = [new("problem_is_valid", ["Yes"]), new("solution_is_valid", ["Yes"]), new("question_type", ["math-word-problem", "MCQ"])],
            },
            Defects =
            [
                "The answer of a proof is the word proof, that of a missing one notfound; proofs and rows marked as invalid are filtered. Rows that "
                    + "are marked as word problems have such answers too, and are left out.",
                "Its sources hold AMC, AIME and olympiads: look for overlap with benchmarks.",
            ],
        },
        new()
        {
            Name = "openr1-math-220k",
            Title = "OpenR1-Math-220k: NuminaMath-1.5 problems with traces of DeepSeek R1",
            Home = "open-r1/OpenR1-Math-220k",
            Licence = "Apache-2.0",
            Untested = "its card",
            Layout = new() { Id = "uuid", Question = "problem", Answer = "answer", Solution = "solution" },
            Defects = ["Its column generations holds traces, of which some are wrong (correctness_math_verify); they are not read.",
                "Its folder all repeats data and extended."],
        },
        new()
        {
            Name = "omni-math",
            Title = "Omni-MATH: olympiad problems with difficulty and domain",
            Home = "KbsdJames/Omni-MATH",
            Licence = "Apache-2.0",
            Layout = new() { Question = "problem", Answer = "answer", Solution = "solution" },
            Defects =
            [
                "Some answers are sentences or whole proofs; the rule-based part of 2,821 problems has fewer of them.",
                "Solutions are rewritten by a model, some restate the answer alone.",
            ],
        },
    ];
}
