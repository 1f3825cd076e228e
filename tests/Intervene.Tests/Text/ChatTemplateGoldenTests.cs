using System.Text.Json.Nodes;
using Intervene.Text;

namespace Intervene.Tests.Text;

public class ChatTemplateGoldenTests
{
    private static readonly Dictionary<string, string> Tokens = new()
    {
        ["bos_token"] = "<BOS>",
        ["eos_token"] = "<EOS>",
        ["pad_token"] = "<PAD>",
        ["unk_token"] = "<UNK>",
    };

    [Fact]
    public void Conversations_render_as_in_the_reference()
    {
        var failures = new List<string>();
        var count = 0;
        foreach (var line in File.ReadLines(SharedFiles.Path("goldens/chat-templates/rendered.jsonl")))
        {
            count++;
            var row = JsonNode.Parse(line)!.AsObject();
            var actual = Render(row);
            var expected = (string?)row["text"];
            var equal = expected is not null ? actual == expected : actual.StartsWith("error", StringComparison.Ordinal)
                && actual.EndsWith((string)row["error"]!, StringComparison.Ordinal);
            if (!equal)
            {
                failures.Add(
                    $"{row["template"]} {row["conversation"]} {row["options"]!.ToJsonString()}:\n{actual}\n--- instead of\n{expected ?? (string?)row["error"]}");
            }
        }

        Assert.Equal(150, count);
        Assert.True(failures.Count == 0, $"{failures.Count} differ:\n{string.Join("\n\n", failures.Take(5))}");
    }

    [Theory]
    [InlineData("models/qwen3-tokenizer")]
    [InlineData("models/smollm2-135m-instruct")]
    public void The_template_of_a_model_directory_renders(string model)
    {
        var template = ChatTemplate.Load(SharedFiles.Path(model));
        var text = template!.Render([new("system", "s"), new("user", "hi")], new() { AddGenerationPrompt = true });
        Assert.Equal("<|im_start|>system\ns<|im_end|>\n<|im_start|>user\nhi<|im_end|>\n<|im_start|>assistant\n", text);
    }

    private static string Render(JsonObject row)
    {
        var source = File.ReadAllText(SharedFiles.Path($"goldens/chat-templates/templates/{row["template"]}.jinja"));
        var options = row["options"]!.AsObject();
        try
        {
            return ChatTemplate.Parse(source, $"{row["template"]}.jinja").Render(
                [.. row["messages"]!.AsArray().Select(message => new ChatMessage(message!.AsObject()))],
                new() { Tools = row["tools"] as JsonArray, Variables = options, SpecialTokens = Tokens });
        }
        catch (ChatTemplateException fault)
        {
            return $"error: {fault.Message}";
        }
    }
}
