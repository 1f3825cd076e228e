using System.Text.Json;
using System.Text.Json.Nodes;
using Intervene.Problems.Presets;
using Intervene.Problems.Reading;

namespace Intervene.Tests.Problems;

/// <summary>Rows of our own in the shapes that the published sets have, with their defects.</summary>
public sealed class PublishedShapesTests : IDisposable
{
    private const string Filtered = "filtered";

    private readonly ProblemFolder _folder = new();

    [Fact]
    public void Dapos_prompt_is_read_without_its_instruction_and_its_hundred_copies_count_once()
    {
        static JsonObject Row(string question, string gold, string index) => new()
        {
            ["data_source"] = "math_dapo",
            ["prompt"] = new JsonArray(new JsonObject
            {
                ["content"] = "Solve the following math problem step by step. The last line of your response should be of the form Answer: $Answer "
                    + "(without quotes) where $Answer is the answer to the problem.\n\n" + question
                    + "\n\nRemember to put your answer on its own line after \"Answer:\".",
                ["role"] = "user",
            }),
            ["ability"] = "MATH",
            ["reward_model"] = new JsonObject { ["ground_truth"] = gold, ["style"] = "rule-lighteval/MATH_v2" },
            ["extra_info"] = new JsonObject { ["index"] = index },
        };
        var read = Read("dapo-math-17k", Row("Half of 6 is $\\frac{m}{n}$. Find $m+n$.", "4", "9a-01"), Row("What is $7-2$?", "5", "9a-02"),
            Row("What is $7-2$?", "5", "9a-02"));
        Assert.Equal([("9a-01", "Half of 6 is $\\frac{m}{n}$. Find $m+n$.", "4"), ("9a-02", "What is $7-2$?", "5")], Golds(read));
        Assert.Equal([("duplicate_question", 3)], ProblemFolder.Places(read.Dropped));
    }

    [Fact]
    public void OlympiadBench_gives_the_open_text_mathematics_in_English_with_values_that_a_rule_can_grade()
    {
        static JsonObject Row(int id, string? gold, string? type, params (string Column, string Value)[] other)
        {
            var row = new JsonObject
            {
                ["id"] = id,
                ["question"] = $"How many are there of the kind {id}?",
                ["solution"] = new JsonArray("Count them.", "There are so many."),
                ["final_answer"] = gold is null ? null : new JsonArray(gold),
                ["context"] = id == 1 ? "A row of trees is planted." : null,
                ["image_1"] = null,
                ["modality"] = "Text-only",
                ["difficulty"] = "Competition",
                ["is_multiple_answer"] = type?.Contains(',', StringComparison.Ordinal) ?? false,
                ["unit"] = null,
                ["answer_type"] = type,
                ["error"] = null,
                ["question_type"] = "Open-ended",
                ["subfield"] = "Algebra",
                ["subject"] = "Math",
                ["language"] = "English",
            };
            foreach (var (column, value) in other)
            {
                row[column] = value;
            }

            return row;
        }

        var read = Read("olympiadbench",
            Row(1, "$\\frac{1}{2}$", "Numerical"),
            Row(2, "$(1,8,19), (2,7,13)$", "Tuple,Tuple"),
            Row(3, "$3$,$n+1$", "Numerical,Expression"),
            Row(4, "$(1,\\infty)$", "Interval"),
            Row(5, "see the figure", "Need_human_evaluate"),
            Row(6, "$2$, see the figure", "Numerical,Need_human_evaluate"),
            Row(7, null, null, ("question_type", "Theorem proof")),
            Row(8, "$2$", "Numerical", ("modality", "Multimodal")),
            Row(9, "$2$", "Numerical", ("subject", "Physics")),
            Row(10, "$2$", "Numerical", ("language", "Chinese")));
        Assert.Equal(["$\\frac{1}{2}$", "$(1,8,19), (2,7,13)$", "$3$,$n+1$", "$(1,\\infty)$"], Golds(read).Select(problem => problem.Gold));
        Assert.Equal("A row of trees is planted. How many are there of the kind 1?", read.Problems[0].Problem.Question);
        Assert.Equal("Count them.\n\nThere are so many.", read.Problems[0].Problem.ReferenceSolution);
        Assert.Equal(Enumerable.Range(5, 6).Select(line => (Filtered, line)), ProblemFolder.Places(read.Dropped));
        Assert.Contains("answer_type is Numerical,Need_human_evaluate", read.Dropped.Reasons.Single().First.Select(row => row.Detail));
    }

    [Fact]
    public void OlympiadBenchs_own_files_lack_the_columns_of_its_parts_and_are_read_whole()
    {
        var read = Read("olympiadbench", new JsonObject
        {
            ["id"] = 31,
            ["subfield"] = "Geometry",
            ["context"] = null,
            ["question"] = "Half of a circle of length 1 is how long?",
            ["solution"] = new JsonArray("It is half."),
            ["final_answer"] = new JsonArray("$\\frac{1}{2}$"),
            ["is_multiple_answer"] = false,
            ["unit"] = null,
            ["answer_type"] = "Numerical",
            ["error"] = null,
        });
        Assert.Equal([("olympiadbench-31", "Half of a circle of length 1 is how long?", "$\\frac{1}{2}$")], Golds(read));
    }

    [Theory]
    [InlineData("please output your final answer in the following format:\n### The final answer is: $\\boxed{<your answer>}$\nExample:\n### The "
        + "final answer is: $\\boxed{123}$\nThe final answer should be given as precisely as possible.", "number", "\\boxed{12}")]
    [InlineData("please output a set (completely enumerating all elements) as your final answer in the following format:\n### The final answer is: "
        + "$\\boxed{\\{<your answer>\\}}$", "set", "\\boxed{\\{1, 2\\}}")]
    public void AmoBenchs_question_ends_before_its_instruction_and_its_gold_may_stand_in_a_box(string instruction, string type, string gold)
    {
        var read = Read("amo-bench", new JsonObject
        {
            ["question_id"] = 3,
            ["prompt"] = $"Find all $x$ that are.\nAfter solving the above problem, {instruction}",
            ["solution"] = "So be it.",
            ["answer"] = gold,
            ["answer_type"] = type,
        }, new JsonObject
        {
            ["question_id"] = 4,
            ["prompt"] = "Describe it.",
            ["solution"] = "So.",
            ["answer"] = "all of them",
            ["answer_type"] = "description",
        });
        Assert.Equal([("amo-bench-3", "Find all $x$ that are.", gold)], Golds(read));
        Assert.Equal([(Filtered, 2)], ProblemFolder.Places(read.Dropped));
    }

    [Fact]
    public void NuminaMaths_proofs_and_marked_rows_are_filtered_and_its_stand_ins_are_no_golds()
    {
        static JsonObject Row(string question, string answer, string kind, string isValid = "Yes") => new()
        {
            ["problem"] = question,
            ["solution"] = "It is so.",
            ["answer"] = answer,
            ["problem_type"] = "Algebra",
            ["question_type"] = kind,
            ["problem_is_valid"] = isValid,
            ["solution_is_valid"] = "Yes",
            ["source"] = "olympiads",
            ["synthetic"] = false,
        };
        var read = Read("numinamath-1.5", Row("$1+1$?", "2", "math-word-problem"), Row("Which? (A) 1 (B) 2", "B", "MCQ"),
            Row("Show it.", "proof", "proof"), Row("$1+2$?", "3", "math-word-problem", "Incomplete"),
            Row("Show it too.", "proof", "math-word-problem"),
            Row("$1+3$?", "notfound", "math-word-problem"));
        Assert.Equal([("numinamath-1.5-0", "$1+1$?", "2"), ("numinamath-1.5-1", "Which? (A) 1 (B) 2", "B")], Golds(read));
        Assert.Empty(read.Absent);
        Assert.Equal([(Filtered, 3), (Filtered, 4), ("gold_placeholder", 5), ("gold_placeholder", 6)], ProblemFolder.Places(read.Dropped));
    }

    [Fact]
    public void NuminaMath_CoTs_gold_is_the_last_box_of_the_solution_whatever_the_conversation_repeats()
    {
        static JsonObject Row(string question, string solution) => new()
        {
            ["source"] = "synthetic_math",
            ["problem"] = question,
            ["solution"] = solution,
            ["messages"] = new JsonArray(new JsonObject { ["content"] = question, ["role"] = "user" },
                new JsonObject { ["content"] = solution, ["role"] = "assistant" }),
        };
        var read = Read("numinamath-cot", Row("$2+2$?", "First $\\boxed{3}$; no, $\\boxed{4}$."), Row("Show it.", "It is so. $\\blacksquare$"));
        Assert.Equal([("numinamath-cot-0", "$2+2$?", "4")], Golds(read));
        Assert.Equal([("no_answer", 2)], ProblemFolder.Places(read.Dropped));
    }

    [Fact]
    public void OmniMaths_golds_that_were_cut_in_a_brace_are_completed_from_the_solution()
    {
        static JsonObject Row(int i, string answer, string solution) => new()
        {
            ["domain"] = new JsonArray("Mathematics -> Algebra"),
            ["difficulty"] = 5.5,
            ["problem"] = $"What is the chance of {i}?",
            ["solution"] = solution,
            ["answer"] = answer,
            ["source"] = "HMMT_2",
        };
        var read = Read("omni-math", Row(1, "\\frac{3}{2^{5}", "That is $\\frac{3}{2^{5}}$ in all."),
            Row(2, "\\frac{3}{2^{5}", "That is less."),
            Row(3, "\\frac{3}{2^{5}", "$\\frac{3}{2^{5}+1}<\\frac{3}{2^{5}}$, and so on."),
            Row(4, "\\{1, 2\\}", "These two."));
        Assert.Equal([("omni-math-0", "What is the chance of 1?", "\\frac{3}{2^{5}}"), ("omni-math-3", "What is the chance of 4?", "\\{1, 2\\}")],
            Golds(read));
        Assert.Equal(1, read.CompletedGolds);
        Assert.Equal([("gold_unreadable", 2), ("gold_unreadable", 3)], ProblemFolder.Places(read.Dropped));
        Assert.Equal([("domain", 4L), ("difficulty", 4L), ("problem", 4L), ("solution", 4L), ("answer", 4L), ("source", 4L)], read.Columns);
    }

    [Fact]
    public void AnswerBenchs_shifted_row_is_named_and_its_neighbours_are_read()
    {
        var read = _folder.Read("Problem ID,Problem,Short Answer,Category,Subcategory,Source\n"
            + "imo-bench-algebra-035,\"Find all $x$ with $2x=4$.\n\",\"$x=2, x=2.0$\",Algebra,Equation,Ours 1\n"
            + "imo-bench-algebra-036,\"Find all $y$ such that\n\\[\ny+y=8\n\\]\n,\"$y=4$\",Algebra,Equation,Ours 2\n"
            + "imo-bench-algebra-037,\"Find $z$ with $z-1=0$.\n\",1,Algebra,Equation,Ours 3\n",
            name: "answerbench_v2.csv", preset: "imo-answerbench");
        Assert.Equal(
            [("imo-bench-algebra-035", "Find all $x$ with $2x=4$.", "$x=2, x=2.0$"), ("imo-bench-algebra-037", "Find $z$ with $z-1=0$.", "1")],
            Golds(read));
        Assert.Equal([("malformed_row", 4)], ProblemFolder.Places(read.Dropped));
        Assert.Contains("5 fields, the header has 6", read.Dropped.Reasons.Single().First[0].Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("aime-2025", "question", "answer")]
    [InlineData("aime-2024", "Problem", "Answer")]
    [InlineData("olympiadbench", "question", "answer")]
    [InlineData("math", "problem", "answer")]
    public void A_copy_with_other_columns_is_read_by_common_names_and_says_so(string preset, string question, string answer)
    {
        var read = Read(preset, new JsonObject { [question] = "What is $9-2$?", [answer] = "7" });
        Assert.Equal(("What is $9-2$?", "7"), (read.Problems.Single().Problem.Question, read.Problems.Single().Problem.Answer));
        Assert.NotEmpty(read.Absent);
    }

    [Fact]
    public void A_column_that_the_user_names_is_never_replaced() => Assert.Contains("Expected: gold",
        Assert.Throws<InterveneException>(
            () => _folder.Read("{\"problem\":\"1+1?\",\"answer\":2}", new() { Answer = "gold" }, preset: "deepscaler")).Message,
        StringComparison.Ordinal);

    [Fact]
    public void A_clone_of_the_hub_is_read_by_split_folder_and_pattern()
    {
        static string Row(int i) => $"{{\"question\":\"{i} and 1?\",\"answer\":\"So.\\n#### {i + 1}\"}}\n";
        _folder.Write("gsm8k/main/train-00000-of-00001.jsonl", Row(1));
        _folder.Write("gsm8k/main/test-00000-of-00001.jsonl.gz", Row(2));
        _folder.Write("gsm8k/socratic/test-00000-of-00001.jsonl", Row(2));
        _folder.Write("gsm8k/.cache/huggingface/download/main/test-00000-of-00001.jsonl.gz.metadata", "x");
        _folder.Write("gsm8k/.cache/test-00000-of-00001.jsonl", Row(9));
        _folder.Write("gsm8k/README.md", "---\nlicense: mit\n---\n");
        ProblemRead Of(string path, string? split) => ProblemFile.Read(
            new ProblemQuery { Path = _folder.At(path), Split = split, Preset = ProblemPresets.Named("gsm8k") });
        Assert.Equal(["2"], Of("gsm8k", "train").Problems.Select(placed => placed.Problem.Answer));
        var test = Of("gsm8k", "test");
        Assert.Equal(["3"], test.Problems.Select(placed => placed.Problem.Answer));
        Assert.Equal(1, test.Dropped.CountOf("duplicate_question"));
        Assert.Equal(["2", "3"], Of("gsm8k/main/*", null).Problems.Select(placed => placed.Problem.Answer).Order());
        Assert.Equal(3, Of("gsm8k/**/*-of-*", null).Files.Count);
        Assert.Contains("several splits: test, train", Assert.Throws<InterveneException>(() => Of("gsm8k", null)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Maths_repository_of_one_object_a_file_is_read_by_its_split()
    {
        foreach (var (name, i) in new[] { ("MATH/train/algebra/1.json", 1), ("MATH/test/algebra/1.json", 2), ("MATH/test/geometry/7.json", 3) })
        {
            _folder.Write(name, $"{{\n  \"problem\": \"What is {i}?\",\n  \"level\": \"Level 1\",\n  \"type\": \"Algebra\",\n  \"solution\": \"It is "
                + $"$\\\\boxed{{{i}}}$.\"\n}}");
        }

        var read = ProblemFile.Read(new ProblemQuery { Path = _folder.At("MATH"), Split = "test", Preset = ProblemPresets.Named("math") });
        Assert.Equal(["2", "3"], read.Problems.Select(placed => placed.Problem.Answer));
        Assert.Equal(0, read.Dropped.Count);
    }

    [Fact]
    public void ShareGpt_and_verl_files_are_read_without_a_preset()
    {
        static string Turn(string from, string value) => $"{{\"from\":\"{from}\",\"value\":\"{value}\"}}";
        static string Talk(string id, params string[] turns) => $"{{\"id\":\"{id}\",\"conversations\":[{string.Join(',', turns)}]}}\n";
        var shared = _folder.Read(
            Talk("a", Turn("system", "Be brief."), Turn("human", "What is 3+4?"), Turn("gpt", "It is $\\\\boxed{7}$."))
            + Talk("b", Turn("human", "Hello"), Turn("gpt", "Hello."), Turn("human", "3+5?"), Turn("gpt", "8")));
        Assert.Equal([("a", "What is 3+4?", "7")], Golds(shared));
        Assert.Equal(("It is $\\boxed{7}$.", 1), (shared.Problems[0].Problem.ReferenceSolution, (int)shared.SystemTurns));
        Assert.Equal([("several_user_turns", 2)], ProblemFolder.Places(shared.Dropped));
        var verl = _folder.Read("{\"data_source\":\"ours\",\"prompt\":[{\"role\":\"user\",\"content\":\"What is 3+4?\"}],\"ability\":\"math\","
            + "\"reward_model\":{\"style\":\"rule\",\"ground_truth\":\"7\"},\"extra_info\":{\"split\":\"train\",\"index\":12}}",
            name: "train.jsonl");
        Assert.Equal([("train-12", "What is 3+4?", "7")], Golds(verl));
    }

    public void Dispose() => _folder.Dispose();

    private ProblemRead Read(string preset, params JsonObject[] rows) =>
        _folder.Read(string.Join('\n', rows.Select(row => row.ToJsonString(JsonSerializerOptions.Web))), name: $"{preset}.jsonl", preset: preset);

    private static IEnumerable<(string Id, string Question, string Gold)> Golds(ProblemRead read) =>
        read.Problems.Select(placed => placed.Problem).Select(problem => (problem.Id, problem.Question, problem.Answer));
}
