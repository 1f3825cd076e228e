using System.Text.Json;

namespace Intervene.Answers.Tests;

/// <summary>A pair with its known verdict.</summary>
public sealed record CaseRow(string Source, string Gold, string Pred, bool Expected, string Note)
{
    public static List<CaseRow> Read(string name) => [.. File.ReadLines(Path.Combine(AppContext.BaseDirectory, "cases", name))
        .Where(l => l.Length > 0).Select(line => Parse(line, name))];

    private static CaseRow Parse(string line, string name)
    {
        using var document = JsonDocument.Parse(line);
        var row = document.RootElement;
        return new(row.TryGetProperty("source", out var source) ? source.GetString()!
            : name, row.GetProperty("gold").GetString()!, row.GetProperty("pred").GetString()
            ?? "", row.GetProperty("expected").GetBoolean(), row.GetProperty("note").GetString() ?? "");
    }
}
