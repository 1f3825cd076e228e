using System.Text.Json;
using System.Text.Json.Nodes;
using Intervene.Text;

namespace Intervene.Tests.Text;

/// <summary>Templates and what Jinja2 3.1.6 makes of them in the environment that transformers sets up (cases/jinja.jsonl).</summary>
public class JinjaCaseTests
{
    [Fact]
    public void Templates_give_what_the_reference_gives()
    {
        var folder = Path.Combine(AppContext.BaseDirectory, "Text", "cases");
        var variables = JsonNode.Parse(File.ReadAllText(Path.Combine(folder, "jinja-variables.json")))!.AsObject();
        var failures = new List<string>();
        foreach (var line in File.ReadLines(Path.Combine(folder, "jinja.jsonl")))
        {
            var row = JsonNode.Parse(line)!;
            var source = (string)row["template"]!;
            var expected = (string?)row["text"] ?? $"! {row["error"]}: {row["message"]}";
            var actual = Render(source, variables);
            if (actual != expected && !(expected.StartsWith('!') && actual.StartsWith('!') && SameError(expected, actual)))
            {
                failures.Add($"{JsonSerializer.Serialize(source)}\n     is {actual}\n not {expected}");
            }
        }

        Assert.True(failures.Count == 0, $"{failures.Count} differ:\n{string.Join("\n", failures)}");
    }

    /// <summary>Errors agree in kind; wording may differ where it only speaks of the interpreter's own types and tokens.</summary>
    private static bool SameError(string expected, string actual)
    {
        var kind = expected[..expected.IndexOf(':')];
        return actual.StartsWith(kind, StringComparison.Ordinal) || (kind is "! ValueError" or "! KeyError" or "! IndexError" && actual.StartsWith('!'));
    }

    private static string Render(string source, JsonObject variables)
    {
        try
        {
            return ChatTemplate.Parse(source, "case").Render([], new() { Variables = variables });
        }
        catch (ChatTemplateException fault)
        {
            return $"! {fault.Kind}: {fault.Detail}";
        }
    }
}
