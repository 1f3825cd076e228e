using System.Text.Json.Nodes;
using FsCheck.Xunit;
using Intervene.Prompting;

namespace Intervene.Tests.Prompting;

public sealed class LenientJsonTests
{
    [Theory]
    [InlineData("""{"a": 1, "b": [true, null, "x"],}""", """{"a":1,"b":[true,null,"x"]}""")]
    [InlineData("""{'a': 'it's Bob's, ok', 'b': None, 'c': True}""", """{"a":"it's Bob's, ok","b":null,"c":true}""")]
    [InlineData("""{"a": "he said "yes", then "no"", "b": 2}""", """{"a":"he said \"yes\", then \"no\"","b":2}""")]
    [InlineData("{“a”: “x”, b: 2.50}", """{"a":"x","b":2.5}""")]
    [InlineData("{\"a\": \"line\nbreak\"}", """{"a":"line\nbreak"}""")]
    [InlineData("{ // note\n \"a\": /* one */ 1 }", """{"a":1}""")]
    [InlineData("[NaN, -Infinity, 1e400]", null)]
    [InlineData("[NaN, -Infinity]", "[null,null]")]
    [InlineData("""{"a": 1} and more""", """{"a":1}""")]
    [InlineData("""{"a": 1""", null)]
    [InlineData("""{"a": "cut""", null)]
    [InlineData("""{"a" 1}""", null)]
    [InlineData("", null)]
    public void Json_is_read_as_it_is_written(string text, string? expected)
    {
        var read = LenientJson.TryRead(text, 0, out var value, out _);
        Assert.Equal(expected is not null, read);
        if (expected is not null)
        {
            Assert.True(JsonNode.DeepEquals(JsonNode.Parse(expected), value), value?.ToJsonString());
        }
    }

    [Theory]
    [InlineData(@"So \frac{1}{2} \times \nu = \(x\)", @"So \frac{1}{2} \times \nu = \(x\)")]
    [InlineData(@"So \\frac{1}{2}\nThen \\nu", "So \\frac{1}{2}\nThen \\nu")]
    [InlineData(@"\beta \theta \rho \neq \text{a}", @"\beta \theta \rho \neq \text{a}")]
    [InlineData(@"a\nb\tc\u0041\/d", "a\nb\tcA/d")]
    [InlineData(@"tab\there, new\next", "tab\there, new\next")]
    [InlineData(@"x \sqrt2 \\ y", @"x \sqrt2 \\ y")]
    [InlineData(@"\\(x\\)", @"\(x\)")]
    [InlineData(@"\underline{x}", @"\underline{x}")]
    [InlineData(@"it\'s", "it's")]
    public void Backslashes_of_latex_survive_doubled_or_not(string escaped, string expected)
    {
        Assert.True(LenientJson.TryRead($"{{\"a\": \"{escaped}\"}}", 0, out var value, out _));
        Assert.Equal(expected, value!["a"]!.GetValue<string>());
    }

    [Property]
    public bool Json_that_is_valid_reads_as_it_does_strictly(string[] texts, int[] numbers)
    {
        // LaTeX commands that begin with an escaped letter are the one thing that is read otherwise.
        var list = new JsonArray([.. texts.Where(text => text is not null && !text.Any(c => c is '\n' or '\t' or '\r' or '\f' or '\b'))
            .Select(text => (JsonNode?)JsonValue.Create(text)), .. numbers.Select(number => (JsonNode?)JsonValue.Create(number))]);
        var table = new JsonObject { ["list"] = list, ["b"] = new JsonObject { ["c"] = texts.Length } };
        return LenientJson.TryRead(table.ToJsonString(), 0, out var value, out var end) && end == table.ToJsonString().Length
            && JsonNode.DeepEquals(value, table);
    }

    [Property]
    public bool No_text_throws(string text) => LenientJson.TryRead("{\"a\": " + text, 0, out _, out var end) || end <= (text ?? "").Length + 6;

    [Fact]
    public void Deep_and_long_texts_end()
    {
        Assert.False(LenientJson.TryRead(new string('[', 100_000), 0, out _, out _));
        Assert.False(LenientJson.TryRead("[" + string.Concat(Enumerable.Repeat("\"a\" ", 50_000)), 0, out _, out _));
        Assert.True(LenientJson.TryRead("[" + string.Concat(Enumerable.Repeat("\"a\", ", 50_000)) + "]", 0, out _, out _));
    }
}
