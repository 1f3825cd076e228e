using System.Text.Json.Nodes;
using Intervene.Fuzzing;
using Intervene.Fuzzing.Targets;

namespace Intervene.Pipeline.Tests.Fuzzing;

/// <summary>What mutated bytes rarely hit: every member of every record, at any depth, is left out, null, doubled or of another kind.</summary>
public sealed class RecordMemberTests : IDisposable
{
    private static readonly string[] Values =
    [
        "null", "true", "-1", "1e300", "\"x\"", "[null]", "[-1]", "{}",
    ];

    private readonly AllTargets _targets = new();

    [Fact]
    public void Any_member_may_be_absent_or_of_another_kind()
    {
        var target = _targets.All.Single(one => one.Name == "records");
        var tried = 0;
        List<string> faults = [];
        foreach (var seed in target.Seeds)
        {
            var line = seed.IndexOf('\n', StringComparison.Ordinal) + 1;
            foreach (var edited in Edits(seed[line..]))
            {
                tried++;
                if (Trial.Of(target, seed[..line] + edited + "\n") is { Fault: { } fault })
                {
                    faults.Add($"{seed[..(line - 1)]} {edited}\n{fault}");
                }
            }
        }

        Assert.True(faults.Count == 0, $"{faults.Count} of {tried}:\n{string.Join('\n', faults.Take(5))}");
        Assert.True(tried > 4_000, $"only {tried} were tried");
    }

    public void Dispose() => _targets.Dispose();

    private static IEnumerable<string> Edits(string record)
    {
        foreach (var path in Members(JsonNode.Parse(record)!, []))
        {
            yield return Edited(record, path, (parent, name) => parent.Remove(name));
            foreach (var value in Values)
            {
                yield return Edited(record, path, (parent, name) => parent[name] = JsonNode.Parse(value));
            }
        }
    }

    private static string Edited(string record, IReadOnlyList<object> path, Action<JsonObject, string> edit)
    {
        var root = JsonNode.Parse(record)!;
        var parent = path.SkipLast(1).Aggregate(root, (node, step) => step is int index ? node[index]! : node[(string)step]!);
        edit(parent.AsObject(), (string)path[^1]);
        return root.ToJsonString();
    }

    /// <summary>The ways from the root to every member of an object.</summary>
    private static IEnumerable<IReadOnlyList<object>> Members(JsonNode node, IReadOnlyList<object> at)
    {
        switch (node)
        {
            case JsonObject fields:
                foreach (var (name, value) in fields)
                {
                    IReadOnlyList<object> path = [.. at, name];
                    yield return path;
                    foreach (var deeper in value is null ? [] : Members(value, path))
                    {
                        yield return deeper;
                    }
                }

                break;
            case JsonArray items:
                for (var i = 0; i < items.Count; i++)
                {
                    foreach (var deeper in items[i] is { } item ? Members(item, [.. at, i]) : [])
                    {
                        yield return deeper;
                    }
                }

                break;
        }
    }
}
