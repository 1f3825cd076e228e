using System.Text.Json.Nodes;
using Intervene.Torch.Checkpoints;
using Intervene.Torch.Tests.Training;

namespace Intervene.Torch.Tests.Checkpoints;

/// <summary>Every value of the tiny models' configs in turn replaced by odd ones: a model loads or is refused, and nothing else happens.</summary>
public sealed class ConfigDamageTests : IDisposable
{
    private static readonly string[] Values =
    [
        "null", "true", "false", "0", "-1", "1", "7", "2147483647",
        "2147483648", "9223372036854775808", "1.5", "1e308", "-1e308", "1e-320", "1e400", "\"\"", "\"x\"",
        "\"\\ud800\"", "[]", "[null]", "{}", "{\"a\":1}",
    ];

    private readonly TemporaryFolder _folder = new();

    [Theory]
    [InlineData("qwen3-yarn")]
    [InlineData("qwen2-bias")]
    [InlineData("llama3-rope")]
    [InlineData("llama-linear-rope")]
    public void Any_value_in_place_of_another_is_read_or_refused(string name)
    {
        foreach (var file in Directory.GetFiles(Goldens.Model(name)))
        {
            File.WriteAllBytes(_folder.At(Path.GetFileName(file)), File.ReadAllBytes(file));
        }

        foreach (var file in new[] { "config.json", "generation_config.json" })
        {
            var text = File.ReadAllText(_folder.At(file));
            foreach (var path in Paths(JsonNode.Parse(text)!, []))
            {
                foreach (var value in Values)
                {
                    File.WriteAllText(_folder.At(file), Replaced(text, path, value));
                    Load($"{file}, {string.Join('.', path)} = {value}");
                }
            }

            File.WriteAllText(_folder.At(file), text);
        }
    }

    public void Dispose() => _folder.Dispose();

    private static IEnumerable<string[]> Paths(JsonNode node, string[] before) => node is not JsonObject members
        ? []
        : members.Select(member => member.Key)
        .SelectMany(key => new[] { (string[])[.. before, key] }.Concat(members[key] is { } inner ? Paths(inner, [.. before, key]) : []));

    private static string Replaced(string text, string[] path, string value)
    {
        var root = JsonNode.Parse(text)!;
        var owner = path[..^1].Aggregate(root, (node, key) => node[key]!);
        owner[path[^1]] = "@here@";
        return root.ToJsonString().Replace("\"@here@\"", value, StringComparison.Ordinal);
    }

    private void Load(string what)
    {
        try
        {
            ModelDirectory.Load(_folder.Path).Dispose();
        }
        catch (InterveneException fault)
        {
            Assert.StartsWith(_folder.Path, fault.Message, StringComparison.Ordinal);
        }
        catch (Exception fault)
        {
            Assert.Fail($"{what}: {fault}");
        }
    }
}
