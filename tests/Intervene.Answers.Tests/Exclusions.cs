using System.Text.Json;

namespace Intervene.Answers.Tests;

/// <summary>Rows whose label is at fault, each argued in <c>cases/exclusions.jsonl</c>, and the preset that a tag calls for.</summary>
public static class Exclusions
{
    private static readonly HashSet<(string, string)> Pairs = Read();

    public static bool Holds(CaseRow row) => Pairs.Contains((row.Gold, row.Pred));

    public static Preset PresetFor(CaseRow row, Preset usual) => row.Note.Contains("strict: no box", StringComparison.Ordinal) ? Preset.Reward
        : usual;

    private static HashSet<(string, string)> Read()
    {
        HashSet<(string, string)> pairs = [];
        foreach (var line in File.ReadLines(Path.Combine(AppContext.BaseDirectory, "cases", "exclusions.jsonl")).Where(l => l.Length > 0))
        {
            using var row = JsonDocument.Parse(line);
            pairs.Add((row.RootElement.GetProperty("gold").GetString()!, row.RootElement.GetProperty("pred").GetString()!));
        }

        return pairs;
    }
}
