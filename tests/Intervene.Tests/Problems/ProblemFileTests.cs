using Intervene.Answers;
using Intervene.Options;
using Intervene.Problems.Reading;

namespace Intervene.Tests.Problems;

public sealed class ProblemFileTests : IDisposable
{
    private readonly ProblemFolder _folder = new();

    [Theory]
    [InlineData("{\"prompt\":[{\"role\":\"system\",\"content\":\"Be " +
        "brief.\"},{\"role\":\"user\",\"content\":\"2+2?\"}],\"reward_model\":{\"ground_truth\":\"4\",\"style\":\"rule\"}," +
        "\"extra_info\":{\"index\":7}}")]
    [InlineData("{\"messages\":[{\"role\":\"user\",\"content\":\"2+2?\"},{\"role\":\"assistant\",\"content\":\"It is \\\\boxed{4}.\"}]}")]
    [InlineData("{\"messages\":[{\"role\":\"assistant\",\"content\":\"Ask "
        + "me.\"},{\"role\":\"user\",\"content\":\"2+2?\"},{\"role\":\"assistant\",\"content\":\"It is \\\\boxed{4}.\"}]}")]
    [InlineData("{\"conversations\":[{\"from\":\"system\",\"value\":\"Be "
        + "brief.\"},{\"from\":\"human\",\"value\":\"2+2?\"},{\"from\":\"gpt\",\"value\":\"So\\n#### 4\"}]}")]
    [InlineData("{\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"text\",\"text\":\"2+2?\"}]}],\"answer\":\"4\"}")]
    [InlineData("{\"prompt\":[{\"role\":\"user\",\"content\":\"2+2?\"}],\"completion\":[{\"role\":\"assistant\",\"content\":\"\\\\boxed{4}\"}]}")]
    [InlineData("{\"QUESTION\":\" 2+2? \",\"Short Answer\":4}")]
    [InlineData("{\"problem\":\"2+2?\",\"solution\":\"First \\\\boxed{3}, no: \\\\boxed{4}\"}")]
    [InlineData("{\"problem\":\"2+2?\",\"answer\":[\"4\"]}")]
    [InlineData("{\"problem\":\"2+2?\",\"answer\":\"['4']\"}")]
    [InlineData("{\"problem\":\"2+2?\",\"answer\":[\"4\",\"\\\\frac{8}{2}\"]}")]
    public void Question_and_gold_are_found_by_name_and_by_role(string row)
    {
        var read = _folder.Read(row);
        Assert.Equal(0, read.Dropped.Count);
        var (problem, _) = Assert.Single(read.Problems);
        Assert.Equal(("2+2?", "4"), (problem.Question, problem.Answer));
        Assert.Null(problem.Alternatives);
    }

    [Theory]
    [InlineData("{\"messages\":[{\"role\":\"assistant\",\"content\":\"2+2?\"}],\"answer\":4}", "no_user_turn")]
    [InlineData("{\"messages\":[{\"role\":\"user\",\"content\":\"1+1?\"},{\"role\":\"assistant\",\"content\":\"2\"},{\"role\":\"user\"," +
        "\"content\":\"2+2?\"}],\"answer\":4}", "several_user_turns")]
    [InlineData("{\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"image\"}]}],\"answer\":4}", "not_text")]
    [InlineData("{\"question\":{\"text\":\"2+2?\"},\"answer\":4}", "question_is_no_text")]
    [InlineData("{\"question\":\"2+2?\",\"answer\":{\"value\":4}}", "answer_is_an_object")]
    [InlineData("{\"question\":\"2+2?\",\"answer\":[3,4]}", "several_golds")]
    [InlineData("{\"question\":\"2+2?\",\"answer\":\"[\\\"3\\\", \\\"4\\\"]\"}", "several_golds")]
    [InlineData("{\"question\":\"2+2?\",\"answer\":[]}", "no_answer")]
    [InlineData("{\"question\":\"2+2?\",\"answer\":null}", "no_answer")]
    [InlineData("{\"question\":\" \\n\",\"answer\":4}", "empty_question")]
    [InlineData("{\"question\":\"2+2?\",\"answer\":\"(C)\"}", "gold_implausible")]
    [InlineData("{\"question\":\"2+2?\",\"answer\":\"none\"}", "gold_placeholder")]
    [InlineData("{\"question\":\"2+2?\",\"answer\":\"\\\\frac{1}{2^{15}\"}", "gold_unreadable")]
    [InlineData("{\"question\":\"2+2?\",\"answer\":\"It is the number that we find when the two and the two are put together.\"}", "gold_prose")]
    [InlineData("{\"problem\":\"2+2?\",\"solution\":\"\\\\boxed{3}, or \\\\boxed{4\"}", "no_answer")]
    public void What_is_no_problem_is_left_out_with_its_reason(string row, string reason)
    {
        var read = _folder.Read(row);
        Assert.Equal([(reason, 1)], ProblemFolder.Places(read.Dropped));
        Assert.Empty(read.Problems);
    }

    [Fact]
    public void A_path_to_an_assistants_turn_is_never_the_question()
    {
        var text = "{\"messages\":[{\"role\":\"user\",\"content\":\"2+2?\"},{\"role\":\"assistant\",\"content\":\"\\\\boxed{4}\"}],\"answer\":4}";
        Assert.Equal([("not_a_user_turn", 1)], ProblemFolder.Places(_folder.Read(text, new() { Question = "messages.1.content" }).Dropped));
        Assert.Equal("2+2?", _folder.Read(text, new() { Question = "messages.0.content" }).Problems[0].Problem.Question);
    }

    [Theory]
    [InlineData(AnswerList.Any, "3", "4")]
    [InlineData(AnswerList.All, "3, 4", null)]
    [InlineData(AnswerList.First, "3", null)]
    public void A_list_of_different_answers_means_what_the_rule_says(AnswerList rule, string gold, string? alternative)
    {
        var problem = _folder.Read("{\"question\":\"x?\",\"answer\":[3,\"4\"]}", new() { Answers = rule }).Problems[0].Problem;
        Assert.Equal(gold, problem.Answer);
        Assert.Equal(alternative, problem.Alternatives?.Single());
    }

    [Fact]
    public void A_question_that_comes_again_counts_once_and_one_with_two_golds_is_named_with_both()
    {
        var read = _folder.Read(
            "{\"question\":\"What is $a + b$?\",\"answer\":\"0.5\"}\n{\"question\":\"What  is a+b "
                + "?\",\"answer\":\"\\\\frac12\"}\n{\"question\":\"12?\",\"answer\":3}\n{\"question\":\"1 2?\",\"answer\":4}\n"
            + "{\"question\":\"c?\",\"answer\":5}\n{\"question\":\"c?\",\"answer\":6}\n{\"question\":\"c?\",\"answer\":5}\n");
        Assert.Equal(["What is $a + b$?", "12?", "1 2?"], read.Problems.Select(placed => placed.Problem.Question));
        Assert.Equal([("duplicate_question", 2), ("duplicate_question", 7), ("two_golds", 6), ("two_golds", 5)], ProblemFolder.Places(read.Dropped));
        var named = read.Dropped.Reasons.Single(reason => reason.Reason == "two_golds").First[0];
        Assert.Equal($"gold 6, but 5 at {_folder.At("rows.jsonl")}:5", named.Detail);
    }

    [Fact]
    public void Ids_are_the_sources_and_are_never_used_twice()
    {
        var read = _folder.Read(
            "{\"id\":\"a\",\"question\":\"1?\",\"answer\":1}\n{\"id\":\"a\",\"question\":\"2?\",\"answer\":2}\n{\"id\":3,\"question\":\"3?\"," +
            "\"answer\":3}\n{\"question\":\"4?\",\"answer\":4}\n");
        Assert.Equal(["a", "a~2", "rows-3", "rows-3~2"], read.Problems.Select(placed => placed.Problem.Id));
    }

    [Fact]
    public void A_numeric_gold_keeps_the_digits_of_the_file() => Assert.Equal(
        ["0.14285714285714285", "51.0", "1e3"],
        _folder.Read(
            "{\"question\":\"1?\",\"answer\":0.14285714285714285}\n{\"question\":\"2?\",\"answer\":51.0}\n{\"question\":\"3?\"," +
            "\"answer\":1e3}").Problems.Select(placed => placed.Problem.Answer));

    [Fact]
    public void Columns_are_joined_by_a_text_and_holes_are_filled()
    {
        var read = _folder.Read("{\"Body\":\"Ann has number0 pens and number1 cats .\",\"Ask\":\"How many pens ?\",\"Numbers\":\"8.0 "
            + "2.5\",\"answer\":8}",
            new() { Question = "{Body} {Ask}", Numbers = "Numbers" });
        Assert.Equal("Ann has 8 pens and 2.5 cats . How many pens ?", read.Problems[0].Problem.Question);
        Assert.Equal([("hole_without_number", 1)],
            ProblemFolder.Places(_folder.Read("{\"Q\":\"number1?\",\"n\":\"1\",\"answer\":8}", new() { Question = "Q", Numbers = "n" }).Dropped));
    }

    [Theory]
    [InlineData("{\"Body\":\"Ann has 2 pens.\",\"Question\":\"How many?\",\"Answer\":2}", "Ann has 2 pens. How many?")]
    [InlineData("{\"Body\":\"Ann has 2 pens.\",\"Question\":\"Ann has 2 pens. How many?\",\"Answer\":2}", "Ann has 2 pens. How many?")]
    [InlineData("{\"instruction\":\"How many?\",\"input\":\"Ann has 2 pens.\",\"output\":\"\\\\boxed{2}\"}", "How many?\nAnn has 2 pens.")]
    [InlineData("{\"instruction\":\"How many?\",\"input\":\"\",\"output\":\"\\\\boxed{2}\"}", "How many?")]
    public void A_question_in_two_columns_is_read_whole(string row, string question) =>
        Assert.Equal(question, _folder.Read(row).Problems[0].Problem.Question);

    [Fact]
    public void Filters_leave_rows_out_and_ends_are_trimmed()
    {
        var read = _folder.Read(
            "{\"question\":\"Solve it. " +
            "2+2?\\n\\\\noindent\",\"answer\":\"4\\\\\\\\\\n\\\\noindent\",\"kind\":\"open\"}\n{\"question\":\"3?\",\"answer\":3,\"kind\":\"proof\"}",
            new() { Trim = ["Solve it.", "\\noindent", "\\\\"], Where = [new("kind", ["Open"])] });
        Assert.Equal(("2+2?", "4"), (read.Problems[0].Problem.Question, read.Problems[0].Problem.Answer));
        Assert.Equal([("filtered", 2)], ProblemFolder.Places(read.Dropped));
    }

    [Fact]
    public void A_sample_is_drawn_by_id_and_seed_alone()
    {
        string Rows(int count) => string.Concat(Enumerable.Range(0, count).Select(i => $"{{\"question\":\"{i}?\",\"answer\":{i}}}\n"));
        var path = _folder.Write("rows.jsonl", Rows(100));
        IEnumerable<string> Ids(long seed) =>
            ProblemFile.Read(new ProblemQuery { Path = path, Sample = 10, SampleSeed = seed }).Problems.Select(placed => placed.Problem.Id);
        var first = Ids(1).ToArray();
        Assert.Equal(10, first.Length);
        Assert.Equal(first, Ids(1));
        Assert.NotEqual(first, Ids(2));
    }

    [Fact]
    public void Gsm8k_gives_answer_and_solution_without_annotations()
    {
        var problem = _folder.Read(
            "{\"question\":\"How many?\",\"answer\":\"She sold 48/2 = <<48/2=24>>24 clips.\\n#### 1,024\"}").Problems[0].Problem;
        Assert.Equal(("1,024", "She sold 48/2 = 24 clips.\n#### 1,024"), (problem.Answer, problem.ReferenceSolution));
    }

    [Fact]
    public void Columns_and_kinds_of_golds_are_counted()
    {
        var read = _folder.Read(
            "{\"question\":\"1?\",\"answer\":1,\"level\":2}\n{\"question\":\"2?\",\"answer\":\"\\\\frac12\"}\n{\"question\":\"3? (A) 2 (C) " +
            "3\",\"answer\":\"(C)\"}");
        Assert.Equal([("question", 3L), ("answer", 3L), ("level", 1L)], read.Columns);
        Assert.Equal([(AnswerKind.Integer, 1L), (AnswerKind.Fraction, 1L), (AnswerKind.Choice, 1L)],
            read.Golds.Select(golds => (golds.Key, golds.Value)));
    }

    [Fact]
    public void A_missing_column_is_named_with_those_that_are_there()
    {
        Assert.Contains("Found: task, answer",
            Assert.Throws<InterveneException>(() => _folder.Read("{\"task\": \"1+1\", \"answer\": \"2\"}")).Message, StringComparison.Ordinal);
        Assert.Contains(
            "Expected: gold", Assert.Throws<InterveneException>(
                () => _folder.Read("{\"question\": \"1+1\", \"answer\": \"2\"}", new() { Answer = "gold" })).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("data/aime/deepscaler_aime.json", 975, 1.0)]
    [InlineData("data/aime2025/aime_2025.jsonl", 30, 1.0)]
    [InlineData("data/gsm8k/train.jsonl", 7_473, 0.999)]
    [InlineData("data/gsm8k/test.jsonl", 1_319, 0.999)]
    [InlineData("data/math/test.jsonl", 5_000, 0.999)]
    [InlineData("data/omni-math-rule/omni_math_rule.jsonl", 2_821, 0.99)]
    [InlineData("data/olymmath/OlymMATH-EN-EASY.jsonl", 100, 1.0)]
    [InlineData("data/olymmath/OlymMATH-EN-HARD.jsonl", 100, 1.0)]
    [InlineData("data/imo-answerbench/answerbench_v2.csv", 400, 0.99)]
    [InlineData("data/svamp/SVAMP.json", 1_000, 0.99)]
    [InlineData("data/mawps/mawps-fold0-train.csv", 1_537, 0.9)]
    public void Published_sets_are_read_without_a_mapping(string file, int rows, double share)
    {
        var read = ProblemFile.Read(new ProblemQuery { Path = SharedFiles.Path(file) });
        Assert.Equal(rows, read.Rows);
        Assert.Equal(read.Rows, read.Problems.Count + read.Dropped.Count);
        Assert.True(read.Problems.Count >= share * rows,
            string.Join("; ", read.Dropped.Reasons.Select(reason => $"{reason.Reason} {reason.Count}: {reason.First[0]}")));
        Assert.All(
            read.Problems, placed => Assert.False(
                placed.Problem.Answer.Contains("<<", StringComparison.Ordinal)
                    || placed.Problem.Question.Contains("number0", StringComparison.Ordinal)));
    }

    public void Dispose() => _folder.Dispose();
}
