using System.Text.Json.Nodes;
using Intervene.Tests;

namespace Intervene.Cli.Tests.EndToEnd;

/// <summary><c>render</c> and <c>tokenize</c> on files of rows, as whoever checks the parts runs them.</summary>
public sealed class BatchCommandTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("intervene-batch-").FullName;

    [Fact]
    public void Every_golden_conversation_renders_character_for_character()
    {
        foreach (var rows in Rows(SharedFiles.Path("goldens/chat-templates/rendered.jsonl")).GroupBy(row => row["template"]!.GetValue<string>()))
        {
            var expected = rows.ToArray();
            var template = SharedFiles.Path($"goldens/chat-templates/templates/{rows.Key}.jinja");
            var actual = Transform(["render", template], expected.Select(row => Without(row, "text", "error")));
            Assert.Equal(expected.Length, actual.Length);
            foreach (var (wanted, got) in expected.Zip(actual))
            {
                Assert.Equal(wanted["text"]?.GetValue<string>(), got["text"]?.GetValue<string>());
                Assert.Equal(wanted["error"] is null, got["error"] is null);
            }
        }
    }

    [Fact]
    public void A_bad_row_gets_an_error_and_the_others_their_text()
    {
        var template = At("chat.jinja");
        File.WriteAllText(
            template,
            "{% for m in messages %}{% if m.role == 'bad' %}{{ raise_exception('no such role') }}{% endif %}{{ m.content }}{{ mark }}{% endfor " +
            "%}{{ tools | length if tools }}");
        var rows = Transform(["render", template],
        [
            Parse("""{"id":1,"messages":[{"role":"user","content":"Hi"}],"options":{"mark":"!"},"tools":[{},{}]}"""),
            Parse("""{"id":2,"messages":[{"role":"bad","content":""}]}"""),
            Parse("""{"id":3}"""), Parse("""{"id":4,"messages":"Hi"}"""), Parse("""{"id":5,"messages":[{"role":"user","content":"Ho"}]}"""),
        ]);
        Assert.Equal([1, 2, 3, 4, 5], rows.Select(row => row["id"]!.GetValue<int>()));
        Assert.Equal(["Hi!2", null, null, null, "Ho"], rows.Select(row => row["text"]?.GetValue<string>()));
        Assert.Contains("no such role", rows[1]["error"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Contains("\"messages\" is missing", rows[2]["error"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Contains("expected an array", rows[3]["error"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("qwen3", "models/qwen3-tokenizer")]
    [InlineData("smollm2", "models/smollm2-135m-instruct")]
    public void Every_golden_text_has_the_reference_ids(string name, string model)
    {
        var expected = Rows(SharedFiles.Path("goldens/tokenizers/encode.jsonl"));
        var actual = Transform(["tokenize", SharedFiles.Path(model), "--field", "text"], expected);
        Assert.Equal(expected.Length, actual.Length);
        Assert.All(expected.Zip(actual), pair => Assert.Equal(pair.First[name]!.ToJsonString(), pair.Second["ids"]!.ToJsonString()));
    }

    [Fact]
    public void A_line_that_is_no_row_and_a_row_without_text_are_named_with_their_line()
    {
        File.WriteAllText(At("in.jsonl"), "{\"text\":\"a\"}\n{\"text\":1}\n");
        var (code, _, errors) = ProgramProcess.Run("tokenize", "models/chains", "--in", At("in.jsonl"), "--out", At("out.jsonl"));
        Assert.Equal(1, code);
        Assert.Contains("in.jsonl:2", errors, StringComparison.Ordinal);
        Assert.False(File.Exists(At("out.jsonl")));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private JsonObject[] Transform(string[] command, IEnumerable<JsonObject> rows)
    {
        File.WriteAllLines(At("in.jsonl"), rows.Select(row => row.ToJsonString()));
        var (code, _, errors) = InProcess.Run([.. command, "--in", At("in.jsonl"), "--out", At("out.jsonl")]);
        Assert.True(code == 0, errors);
        return Rows(At("out.jsonl"));
    }

    private string At(string name) => Path.Combine(_folder, name);

    private static JsonObject[] Rows(string path) => [.. File.ReadLines(path).Select(Parse)];

    private static JsonObject Parse(string line) => JsonNode.Parse(line)!.AsObject();

    private static JsonObject Without(JsonObject row, params string[] names)
    {
        var copy = row.DeepClone().AsObject();
        foreach (var name in names)
        {
            copy.Remove(name);
        }

        return copy;
    }
}
