using Intervene.Problems.Presets;

namespace Intervene.Tests.Problems;

public sealed class ProblemPresetsTests : IDisposable
{
    private readonly ProblemFolder _folder = new();

    [Fact]
    public void The_documentation_lists_every_set_with_its_licence_and_defects()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Intervene.slnx")))
        {
            folder = folder.Parent;
        }

        Assert.SkipWhen(folder is null, "the sources are not here");
        var page = Path.Combine(folder.FullName, "docs", "problems.md");
        var text = File.ReadAllText(page);
        var table = "| preset | set | home | licence | tested | known defects |\n|---|---|---|---|---|---|\n"
            + string.Concat(ProblemPresets.All.Select(preset =>
            $"| `{preset.Name}` | {preset.Title} | {preset.Home} | {preset.Licence} | {preset.Untested ?? "yes"} | "
                + $"{string.Join(" ", preset.Defects)} |\n"));
        if (Environment.GetEnvironmentVariable("INTERVENE_UPDATE_DOCS") == "1")
        {
            var start = text.IndexOf("| preset |", StringComparison.Ordinal);
            File.WriteAllText(page, (start < 0 ? text : text[..start]) + table);
        }

        Assert.True(File.ReadAllText(page).EndsWith(table, StringComparison.Ordinal), "docs/problems.md differs from the presets: run this test "
            + "with INTERVENE_UPDATE_DOCS=1 to write it.");
    }

    [Fact]
    public void Names_are_unique_and_every_set_has_a_licence()
    {
        Assert.Equal(ProblemPresets.All.Count, ProblemPresets.All.Select(preset => preset.Name).Distinct(StringComparer.OrdinalIgnoreCase).Count());
        Assert.All(
            ProblemPresets.All, preset => Assert.True(
                preset.Licence.Length > 0 && preset.Title.Length > 0 && preset.Home.Length > 0 && preset.Layout.Question is not null, preset.Name));
        Assert.Contains("gsm8k", Assert.Throws<InterveneException>(() => ProblemPresets.Named("gsm9k")).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("dapo-math-17k", "2+2?", "4", "{\"data_source\":\"math_dapo\",\"prompt\":[{\"content\":\"Solve the following math problem step by " +
        "step. The last line of your response should be of the form Answer: $Answer (without quotes) where $Answer is the answer to the " +
        "problem.\\n\\n2+2?\\n\\nRemember to put your answer on its own line after " +
        "\\\"Answer:\\\".\",\"role\":\"user\"}],\"ability\":\"MATH\",\"reward_model\":{\"ground_truth\":\"4\"," +
        "\"style\":\"rule-lighteval/MATH_v2\"},\"extra_info\":{\"index\":\"9a9b\"}}")]
    [InlineData("dapo-math-17k-processed", "2+2?", "4",
        "{\"prompt\":\"2+2?\",\"solution\":\"4\",\"extra_info\":{\"index\":\"9a9b\"},\"source_prompt\":[{\"role\":\"user\",\"content\":\"x\"}]}")]
    [InlineData("deepscaler", "2+2?", "4", "{\"problem\":\"2+2?\",\"answer\":\"4\",\"solution\":\"\"}")]
    [InlineData("polaris", "2+2?", "4", "{\"problem\":\"2+2?\",\"answer\":\"4\",\"difficulty\":\"3/8\"}")]
    [InlineData("acereason-math", "2+2?", "4", "{\"problem\":\"2+2?\",\"answer\":\"4\"}")]
    [InlineData("omni-math", "2+2?", "4", "{\"domain\":[\"Algebra\"],\"difficulty\":8.0,\"problem\":\"2+2?\",\"solution\":\"So "
        + "\\\\boxed{5}.\",\"answer\":\"4\",\"source\":\"x\"}")]
    [InlineData("mathodyssey", "$n$ is", "16",
        "{\"Problem_1\":{\"question\":\"$n$ " +
        "is\\n\\t\\n\\n\\\\end{problem}\\n\\\\noindent\",\"answer\":\"16\\\\\\\\\\n\\\\noindent\",\"reasoning\":\"r\",\"label\":\"Algebra\"," +
        "\"level\":\"x\"}}")]
    [InlineData("olympiadbench", "2+2?", "4",
        "{\"id\":1606,\"question\":\"2+2?\",\"solution\":[\"a\",\"b\"],\"final_answer\":[\"4\"],\"context\":null,\"modality\":\"Text-only\"," +
        "\"is_multiple_answer\":false,\"unit\":null,\"answer_type\":\"Numerical\",\"error\":null,\"question_type\":\"Open-ended\"," +
        "\"subject\":\"Math\",\"language\":\"English\"}")]
    [InlineData("putnam-axiom", "2+2?", "4", "{\"year\":1985,\"id\":\"A1\",\"problem\":\"2+2?\",\"solution\":\"So \\\\boxed{4}.\"}")]
    [InlineData("imo-answerbench", "2+2?", "4", "{\"Problem ID\":\"imo-1\",\"Problem\":\"2+2?\\n\",\"Short Answer\":\"4\",\"Category\":\"Algebra\"}")]
    [InlineData("gsm8k", "2+2?", "4", "{\"question\":\"2+2?\",\"answer\":\"2+2=<<2+2=4>>4\\n#### 4\"}")]
    [InlineData("math", "2+2?", "4", "{\"problem\":\"2+2?\",\"level\":\"Level 1\",\"type\":\"Algebra\",\"solution\":\"So $\\\\boxed{4}$.\"}")]
    [InlineData("numinamath-1.5", "2+2?", "4",
        "{\"problem\":\"2+2?\",\"solution\":\"s\",\"answer\":\"4\",\"problem_type\":\"Algebra\",\"question_type\":\"math-word-problem\"," +
        "\"source\":\"x\",\"synthetic\":false,\"problem_is_valid\":\"Yes\",\"solution_is_valid\":\"Yes\"}")]
    [InlineData("numinamath-cot", "2+2?", "4", "{\"source\":\"x\",\"problem\":\"2+2?\",\"solution\":\"So "
        + "\\\\boxed{4}.\",\"messages\":[{\"role\":\"user\",\"content\":\"2+2?\"},{\"role\":\"assistant\",\"content\":\"So \\\\boxed{4}.\"}]}")]
    [InlineData("svamp", "Each costs 2. What do 2 cost?", "4.0", "{\"ID\":\"chal-1\",\"Body\":\"Each costs 2.\",\"Question\":\"What do 2 "
        + "cost?\",\"Equation\":\"( 2.0 * 2.0 )\",\"Answer\":4.0,\"Type\":\"x\"}")]
    [InlineData("mawps", "Ann has 2 pens and 2 more . How many ?", "4.0", "{\"Question\":\"Ann has number0 pens and number1 more . How many "
        + "?\",\"Numbers\":\"2.0 2.0\",\"Equation\":\"+ number0 number1\",\"Answer\":\"4.0\"}")]
    [InlineData("amo-bench", "2+2?", "4", "{\"question_id\":1,\"prompt\":\"2+2?\",\"solution\":\"s\",\"answer\":\"4\",\"answer_type\":\"number\"}")]
    [InlineData("hmmt-feb-2025", "2+2?", "4", "{\"problem_idx\":1,\"problem\":\"2+2?\",\"answer\":\"4\",\"problem_type\":[\"Algebra\"]}")]
    public void A_row_in_the_shape_of_a_set_is_read_by_its_preset(string preset, string question, string gold, string row)
    {
        var read = _folder.Read(row, preset: preset);
        Assert.Equal(0, read.Dropped.Count);
        var (problem, _) = Assert.Single(read.Problems);
        Assert.Equal((question, gold), (problem.Question, problem.Answer));
    }

    [Fact]
    public void Sets_that_common_names_would_misread_are_recognised() =>
        Assert.Equal("svamp", _folder.Read("{\"ID\":\"c\",\"Body\":\"Each costs 2.\",\"Question\":\"What do 2 "
            + "cost?\",\"Equation\":\"x\",\"Answer\":4.0,\"Type\":\"x\"}").Preset?.Name);

    [Theory]
    [InlineData("\"modality\":\"Multimodal\"")]
    [InlineData("\"answer_type\":\"Need_human_evaluate\"")]
    [InlineData("\"question_type\":\"Theorem proof\"")]
    public void Rows_that_the_paper_leaves_out_are_filtered(string field) =>
        Assert.Equal(
            "filtered",
            Assert.Single(
                _folder.Read($"{{\"id\":1,\"context\":null,\"question\":\"2+2?\",\"final_answer\":[\"4\"],\"solution\":[],{field}}}",
                    preset: "olympiadbench").Dropped.Reasons).Reason);

    public void Dispose() => _folder.Dispose();
}
