using System.Globalization;
using System.Text.Json.Nodes;
using Intervene.Problems.Reading;

namespace Intervene.Tests.Problems;

public sealed class ProblemFileTests
{
    [Theory]
    [InlineData("data/aime/deepscaler_aime.json", 900, false)]
    [InlineData("data/aime2025/aime_2025.jsonl", 30, true)]
    [InlineData("data/gsm8k/train.jsonl", 7_473, true)]
    [InlineData("data/gsm8k/test.jsonl", 1_319, true)]
    [InlineData("data/math/test.jsonl", 5_000, true)]
    [InlineData("data/omni-math-rule/omni_math_rule.jsonl", 2_821, true)]
    [InlineData("data/olymmath/OlymMATH-EN-EASY.jsonl", 100, true)]
    [InlineData("data/olymmath/OlymMATH-EN-HARD.jsonl", 100, true)]
    [InlineData("data/imo-answerbench/answerbench_v2.csv", 400, true)]
    public void Data_sets_are_read_without_a_mapping(string file, int rows, bool exactly)
    {
        var read = ProblemFile.Read(SharedFiles.Path(file), new ProblemColumns());
        Assert.True(exactly ? read.Rows == rows : Math.Abs(read.Rows - rows) < 100, $"{read.Rows} rows");
        Assert.Equal(read.Rows, read.Problems.Count + read.Dropped.Count);
        Assert.True(read.Problems.Count > rows * 0.95, string.Join(", ", read.Dropped.Take(5)));
        Assert.All(read.Problems, problem => Assert.False(problem.Answer.Contains("<<", StringComparison.Ordinal) || problem.Answer.Length > 400, problem.Answer));
    }

    [Fact]
    public void Gsm8k_gives_answer_and_solution_without_annotations()
    {
        var problem = ProblemFile.Read(SharedFiles.Path("data/gsm8k/train.jsonl"), new ProblemColumns(), "gsm8k-train", limit: 1).Problems[0];
        Assert.Equal(("gsm8k-train-0", "72"), (problem.Id, problem.Answer));
        Assert.StartsWith("Natalia sold 48/2 = 24 clips", problem.ReferenceSolution, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("dapo-like.snappy.parquet", "dapo-like.jsonl")]
    [InlineData("messages.snappy.parquet", "messages.jsonl")]
    [InlineData("typed.snappy.parquet", "typed.jsonl")]
    [InlineData("flat-with-nulls.none.parquet", "flat-with-nulls.jsonl")]
    [InlineData("flat-with-nulls.gzip.parquet", "flat-with-nulls.jsonl")]
    [InlineData("flat-with-nulls.snappy.parquet", "flat-with-nulls.jsonl")]
    public void Parquet_rows_equal_their_json_lines(string parquet, string lines)
    {
        var actual = ProblemFile.Rows(SharedFiles.Path("goldens/parquet/" + parquet), "parquet");
        var expected = ProblemFile.Rows(SharedFiles.Path("goldens/parquet/" + lines), "jsonl");
        Assert.Equal(expected.Count, actual.Count);
        foreach (var (left, right) in expected.Zip(actual))
        {
            foreach (var (name, value) in left.Fields)
            {
                Assert.True(Same(value, right.Fields[name]), $"{right.Where} {name}: expected {value?.ToJsonString()}, found {right.Fields[name]?.ToJsonString()}");
            }
        }
    }

    [Fact]
    public void Lists_in_version_2_pages_are_refused_with_the_file_and_the_column() => Assert.Contains(
        "flat-with-nulls.zstd.parquet: the file cannot be read as Parquet. failed to read column 'tags/list/element'",
        Assert.Throws<InterveneException>(() => ProblemFile.Rows(SharedFiles.Path("goldens/parquet/flat-with-nulls.zstd.parquet"), "parquet")).Message, StringComparison.Ordinal);

    [Fact]
    public void Nested_columns_are_reached_by_dotted_paths()
    {
        var read = ProblemFile.Read(SharedFiles.Path("goldens/parquet/dapo-like.snappy.parquet"),
            new ProblemColumns { Question = "prompt.0.content", Answer = "reward_model.ground_truth", Id = "extra_info.index" });
        Assert.Equal(("id-0", "72"), (read.Problems[0].Id, read.Problems[0].Answer));
    }

    [Fact]
    public void Faults_name_the_place_the_finding_and_the_remedy()
    {
        var path = Path.Combine(Path.GetTempPath(), $"problems-{Guid.NewGuid():N}.jsonl");
        try
        {
            File.WriteAllText(path, "{\"task\": \"1+1\", \"answer\": \"2\"}\n");
            Assert.Contains("Found: task, answer", Assert.Throws<InterveneException>(() => ProblemFile.Read(path, new ProblemColumns())).Message, StringComparison.Ordinal);
            File.WriteAllText(path, "{\"question\": \"a\", \"answer\": \"2\"}\n{\"question\": \n");
            Assert.Contains(".jsonl:2: ", Assert.Throws<InterveneException>(() => ProblemFile.Read(path, new ProblemColumns())).Message, StringComparison.Ordinal);
            File.WriteAllText(path, "{\"question\":\"a\",\"answer\":\"2\"}\n{\"question\":\"a\",\"answer\":\"3\"}\n{\"question\":\"\",\"answer\":\"3\"}\n{\"question\":\"b\",\"answer\":null}\n");
            var read = ProblemFile.Read(path, new ProblemColumns());
            Assert.Equal([("duplicate_question", 2), ("empty_question", 3), ("no_answer", 4)], read.Dropped.Select(row => (row.Reason, int.Parse(row.Where[(path.Length + 1)..], CultureInfo.InvariantCulture))));
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static bool Same(JsonNode? a, JsonNode? b) => (a, b) switch
    {
        (null, null) => true,
        (JsonArray { Count: 0 }, null) => true,
        (JsonObject x, JsonObject y) => x.All(field => Same(field.Value, y[field.Key])),
        (JsonArray x, JsonArray y) => x.Count == y.Count && x.Zip(y).All(pair => Same(pair.First, pair.Second)),
        (JsonValue x, JsonValue y) when x.GetValueKind() == System.Text.Json.JsonValueKind.Number =>
            Math.Abs(double.Parse(x.ToJsonString()) - double.Parse(y.ToJsonString())) < 1e-9,
        (JsonValue x, JsonValue y) => JsonNode.DeepEquals(x, y),
        _ => false,
    };
}
