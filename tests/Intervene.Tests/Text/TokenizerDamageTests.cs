using System.Text.Json.Nodes;
using Intervene.Text;

namespace Intervene.Tests.Text;

/// <summary>Every value of a tokenizer's files in turn replaced by odd ones: the tokenizer works or is refused, and nothing else happens.</summary>
public sealed class TokenizerDamageTests : IDisposable
{
    private static readonly string[] Values =
        ["null", "true", "-1", "2147483646", "1.5", "\"x\"", "\"\\ud800\"", "[1]", "{\"type\":\"x\"}"];

    private readonly string _directory = Directory.CreateTempSubdirectory("intervene-tokenizer-").FullName;

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Theory]
    [InlineData("tokenizer.json")]
    [InlineData("tokenizer_config.json")]
    public void Any_value_in_place_of_another_is_read_or_refused(string file)
    {
        Write();
        var text = File.ReadAllText(Path.Combine(_directory, file));
        foreach (var path in Paths(JsonNode.Parse(text)!, []))
        {
            foreach (var value in Values)
            {
                File.WriteAllText(Path.Combine(_directory, file), Replaced(text, path, value));
                Use($"{string.Join('.', path)} = {value}");
            }
        }
    }

    private static IEnumerable<object[]> Paths(JsonNode node, object[] before)
    {
        IEnumerable<(object Key, JsonNode? Value)> members = node switch
        {
            JsonObject inner => inner.Select(member => ((object)member.Key, member.Value)),
            JsonArray items => items.Select((item, index) => ((object)index, item)),
            _ => [],
        };
        return members.SelectMany(
            member => new[] { (object[])[.. before, member.Key] }.Concat(member.Value is { } value ? Paths(value, [.. before, member.Key]) : []));
    }

    private static JsonNode? Member(JsonNode node, object key) => key is int index ? node[index] : node[(string)key];

    private static string Replaced(string text, object[] path, string value)
    {
        var root = JsonNode.Parse(text)!;
        var owner = path[..^1].Aggregate(root, (node, key) => Member(node, key)!);
        if (path[^1] is int index)
        {
            owner[index] = "@here@";
        }
        else
        {
            owner[(string)path[^1]] = "@here@";
        }

        return root.ToJsonString().Replace("\"@here@\"", value, StringComparison.Ordinal);
    }

    /// <summary>A tokenizer with every component that is supported, and a small vocabulary.</summary>
    private void Write()
    {
        TokenizerFile.WriteByteLevel(_directory, ["ab"], "<end>");
        var path = Path.Combine(_directory, "tokenizer.json");
        var json = JsonNode.Parse(File.ReadAllText(path))!;
        json["model"]!["vocab"] = new JsonObject { ["a"] = 0, ["b"] = 1, ["ab"] = 2 };
        json["added_tokens"]![0]!["id"] = 3;
        json["normalizer"] = JsonNode.Parse("""{"type":"Sequence","normalizers":[{"type":"NFC"}]}""");
        json["pre_tokenizer"] = JsonNode.Parse(
            """
            {"type":"Sequence","pretokenizers":[{"type":"Split","pattern":{"Regex":"\\s+"},"behavior":"Isolated","invert":false},
            {"type":"Split","pattern":{"String":"-"},"behavior":"Removed","invert":false},{"type":"Digits","individual_digits":true},
            {"type":"ByteLevel","add_prefix_space":false,"trim_offsets":true,"use_regex":false}]}
            """);
        json["post_processor"] = JsonNode.Parse(
            """
            {"type":"Sequence","processors":[{"type":"ByteLevel"},{"type":"TemplateProcessing",
            "single":[{"SpecialToken":{"id":"<end>","type_id":0}},{"Sequence":{"id":"A","type_id":0}}],"pair":[],
            "special_tokens":{"<end>":{"id":"<end>","ids":[3],"tokens":["<end>"]}}}]}
            """);
        File.WriteAllText(path, json.ToJsonString());
        File.WriteAllText(
            Path.Combine(_directory, "tokenizer_config.json"),
            """
            {"added_tokens_decoder":{"3":{"content":"<end>","lstrip":false,"special":true},"4":{"content":"<pad>","special":true}},"eos_token":"<end>",
            "pad_token":{"content":"<pad>"},"chat_template":[{"name":"default","template":"{{ eos_token }}"},{"name":"tool_use","template":"x"}]}
            """);
    }

    private void Use(string what)
    {
        try
        {
            var tokenizer = Tokenizer.Load(_directory);
            tokenizer.Decode(tokenizer.EncodePlain("ab-1 <end>ba"));
            ChatTemplate.Load(_directory)?.Render([], new());
        }
        catch (InterveneException fault)
        {
            Assert.Contains(_directory, fault.Message);
        }
        catch (Exception fault)
        {
            Assert.Fail($"{what}: {fault}");
        }
    }
}
