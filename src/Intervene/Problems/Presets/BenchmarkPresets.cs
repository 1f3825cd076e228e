using Intervene.Options;

namespace Intervene.Problems.Presets;

/// <summary>Benchmarks of mathematics that are no contest's own problems.</summary>
internal static class BenchmarkPresets
{
    public static IReadOnlyList<ProblemPreset> All { get; } =
    [
        new()
        {
            Name = "math",
            Title = "MATH: contest problems of five levels",
            Home = "EleutherAI/hendrycks_math; github.com/hendrycks/math",
            Licence = "MIT",
            Layout = new() { Question = "problem", Answer = "solution", Solution = "solution", AnswerInBox = true },
            Defects =
            [
                "The gold stands in the box of the solution alone; golds with text or units are many.",
                "Some diagrams are Asymptote code within the question.",
            ],
        },
        new()
        {
            Name = "math-500",
            Title = "MATH-500: the part of MATH's test set of Lightman et al.",
            Home = "HuggingFaceH4/MATH-500",
            Licence = "MIT",
            Untested = "public loaders",
            Layout = new() { Id = "unique_id", Question = "problem", Answer = "answer", Solution = "solution" },
            Defects = ["It is a part of MATH's test set and in many training sets: look for overlap."],
        },
        new()
        {
            Name = "olympiadbench",
            Title = "OlympiadBench: olympiad and entrance problems in English and Chinese, with images; here the open-ended English text-only "
                + "mathematics",
            Home = "Hothan/OlympiadBench; github.com/OpenBMB/OlympiadBench",
            Licence = "Apache-2.0",
            Untested = "the README and judge of its repository, public loaders",
            Layout = new()
            {
                Id = "id",
                Question = "{context} {question}",
                Answer = "final_answer",
                Solution = "solution",
                Answers = AnswerList.First,
                Where =
                [
                    new("modality", ["Text-only"]), new("question_type", ["Open-ended"]), new("subject", ["Math"]), new("language", ["English"]),
                    new("answer_type", ["Numerical", "Expression", "Equation", "Interval", "Tuple"]),
                ],
            },
            Defects =
            [
                "Each of its eighteen parts is a file of its own; the paper's 674 problems are OE_TO_maths_en_COMP. The files of its repository lack "
                    + "the columns of modality, language, subject and question type: name that one alone.",
                "final_answer is a list of one text, which holds all values where is_multiple_answer says so; its own judge reads the first.",
                "A row with several values has several answer types, parted by commas; each must be one that can be graded.",
                "Units stand in a column of their own and a tolerance in the column error; neither is read, so a decimal gold has the tolerance "
                    + "of its digits.",
                "Rows of the answer type Need_human_evaluate are filtered.",
            ],
        },
        new()
        {
            Name = "putnam-axiom",
            Title = "Putnam-AXIOM: problems of the Putnam competition with a boxed answer",
            Home = "Putnam-AXIOM/putnam-axiom-dataset-ICML-2025-522; Putnam-AXIOM/putnam-axiom-dataset-v1",
            Licence = "gated, see its card (texts © MAA)",
            Untested = "public loaders",
            Layout = new() { Id = "", Question = "problem", Answer = "solution", Solution = "solution", AnswerInBox = true },
            Defects =
            [
                "The gold stands in the box of the solution alone.",
                "Its column id, such as A1, is the same every year; rows are numbered instead.",
                "Variations of a problem stand in a split of their own, with other golds. The paper's 492 problems are those of v1.",
            ],
        },
        new()
        {
            Name = "imo-answerbench",
            Title = "IMO-AnswerBench: four hundred olympiad problems with short answers; v1 (deprecated) and v2 have the same columns",
            Home = "github.com/google-deepmind/superhuman (imobench); OpenEvals/IMO-AnswerBench",
            Licence = "CC-BY-4.0",
            Layout = new() { Id = "Problem ID", Question = "Problem", Answer = "Short Answer" },
            Defects =
            [
                "In v2 the row imo-bench-algebra-036 is shifted: a quote is missing, so that question and answer run together in one field; it "
                    + "has five fields of six and is left out.",
                "v1 has wrong golds, which v2 mends.",
                "Some golds are sentences, or several functions in one text.",
            ],
        },
        new()
        {
            Name = "mathodyssey",
            Title = "MathOdyssey: problems from high school to university",
            Home = "MathOdyssey/MathOdyssey; github.com/protagolabs/odyssey-math",
            Licence = "CC-BY-SA-4.0 as a test set; its README prohibits training on it",
            Layout = new() { Question = "question", Answer = "answer", Solution = "reasoning", Trim = ["\\noindent", "\\end{problem}", "\\\\"] },
            Defects =
            [
                "Each row is one object under the problem's name: {\"Problem_1\": {…}}; the name is taken as the id.",
                "Questions and answers end in leftovers of their LaTeX source, \\end{problem} and \\noindent, which are taken off.",
                "A third of the golds are the letter of a choice; some are Yes or No.",
            ],
        },
        new()
        {
            Name = "olymmath",
            Title = "OlymMATH: easy and hard olympiad problems in English and Chinese",
            Home = "RUC-AIBOX/OlymMATH",
            Licence = "MIT",
            Layout = new() { Id = "unique_id", Question = "problem", Answer = "answer" },
            Defects = ["Some golds are decimals' stand-ins such as \\arccos of a fraction; it has no solutions."],
        },
        new()
        {
            Name = "beyond-aime",
            Title = "BeyondAIME: a hundred new problems beyond AIME's difficulty",
            Home = "ByteDance-Seed/BeyondAIME",
            Licence = "CC0-1.0",
            Untested = "public loaders",
            Layout = new() { Question = "problem", Answer = "answer" },
        },
        new()
        {
            Name = "amo-bench",
            Title = "AMO-Bench: fifty new problems of olympiad difficulty",
            Home = "meituan-longcat/AMO-Bench",
            Licence = "MIT",
            Untested = "the README and grader of its repository, public loaders",
            Layout = new()
            {
                Id = "question_id",
                Question = "prompt",
                Answer = "answer",
                Solution = "solution",
                EndsBefore = ["After solving the above problem, please output"],
                Where = [new("answer_type", ["number", "set", "variable"])],
            },
            Defects =
            [
                "Every question ends in an instruction for the form of the answer; it is taken off. Golds stand in a box.",
                "Rows of the answer type description need a judge and are filtered: 39 of 50 are left.",
                "Problem 26 is that of an older contest; 12, 13, 15 and 21 need long calculations.",
                "Problem 35 was revised in November 2025: older copies have another question.",
            ],
        },
    ];
}
