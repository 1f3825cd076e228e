using System.Text.Json;

namespace Intervene.Answers.Tests;

/// <summary>A pair with its known verdict.</summary>
public sealed record CaseRow(string Source, string Gold, string Pred, bool Expected, string Note)
{
    public static List<CaseRow> Read(string name) => [.. File.ReadLines(Path.Combine(AppContext.BaseDirectory, "cases", name)).Where(l => l.Length > 0).Select(Parse)];

    private static CaseRow Parse(string line)
    {
        using var document = JsonDocument.Parse(line);
        var row = document.RootElement;
        return new(row.GetProperty("source").GetString()!, row.GetProperty("gold").GetString()!, row.GetProperty("pred").GetString() ?? "", row.GetProperty("expected").GetBoolean(), row.GetProperty("note").GetString() ?? "");
    }
}
