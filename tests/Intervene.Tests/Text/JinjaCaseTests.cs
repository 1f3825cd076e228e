using System.Text.Json;
using System.Text.Json.Nodes;
using Intervene.Text;

namespace Intervene.Tests.Text;

/// <summary>Templates and what Jinja2 3.1.6 makes of them in the environment that transformers sets up (cases/README.md).</summary>
public class JinjaCaseTests
{
    private static readonly DateTimeOffset Now = new(2024, 7, 6, 8, 5, 9, TimeSpan.Zero);

    [Theory]
    [InlineData("jinja")]
    [InlineData("jinja-python")]
    public void Templates_give_what_the_reference_gives(string name)
    {
        var folder = Path.Combine(AppContext.BaseDirectory, "Text", "cases");
        var variables = JsonNode.Parse(File.ReadAllText(Path.Combine(folder, $"{name}-variables.json")))!.AsObject();
        var failures = new List<string>();
        foreach (var line in File.ReadLines(Path.Combine(folder, $"{name}.jsonl")))
        {
            var row = JsonNode.Parse(line)!;
            var source = (string)row["template"]!;
            var (actual, fault) = Render(source, variables);
            var expected = (string?)row["text"];
            var equal = expected is not null ? actual == expected : fault is not null && SameError(row, fault);
            if (!equal)
            {
                failures.Add(
                    $"{JsonSerializer.Serialize(source)}\n     is {actual ?? fault!.Message}\n not {expected ?? $"{row["error"]} in line {row["line"]}: {row["message"]}"}");
            }
        }

        Assert.True(failures.Count == 0, $"{failures.Count} differ:\n{string.Join("\n", failures)}");
    }

    /// <summary>
    /// Errors agree in kind and line; wording may differ where it only speaks of the interpreter's own types and tokens. What fails only in Python's
    /// own compiler or for want of a loader is a syntax error here, and for a tag that does not end the line is that of the tag.
    /// </summary>
    private static bool SameError(JsonNode expected, ChatTemplateException actual)
    {
        var kind = (string)expected["error"]!;
        var sameKind = actual.Kind == kind || kind is "ValueError" or "KeyError" or "IndexError"
            || (actual.Kind == "TemplateSyntaxError" && kind is "SyntaxError" or "TypeError");
        var unended = ((string)expected["message"]!).StartsWith("Unexpected end of template", StringComparison.Ordinal);
        return sameKind && (unended || expected["line"] is null || (int)expected["line"]! == actual.Line);
    }

    private static (string? Text, ChatTemplateException? Fault) Render(string source, JsonObject variables)
    {
        try
        {
            return (ChatTemplate.Parse(source, "case").Render([], new() { Variables = variables, Now = Now }), null);
        }
        catch (ChatTemplateException fault)
        {
            return (null, fault);
        }
    }
}
