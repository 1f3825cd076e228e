using System.Text.Json;
using Intervene.Tests;

namespace Intervene.Answers.Tests;

public class GoldCoverage(ITestOutputHelper output)
{
    [Fact]
    public void Every_gold_of_the_problem_sets_parses_and_equals_itself()
    {
        var folder = SharedFiles.Folder("data") ?? "";
        Assert.SkipWhen(folder.Length == 0, "The shared problem sets are not here.");
        List<string> golds = [.. Golds(folder).Distinct(StringComparer.Ordinal)];
        var parsed = 0;
        var equal = 0;
        foreach (var gold in golds)
        {
            var compiled = CompiledGold.Compile(gold);
            parsed += compiled.IsParsed ? 1 : 0;
            var verdict = compiled.Verify($"\\boxed{{{gold}}}");
            equal += verdict.IsCorrect ? 1 : 0;
            if (!verdict.IsCorrect)
            {
                output.WriteLine($"{verdict.Outcome} {verdict.Rule} {compiled.Failure} | {gold[..Math.Min(gold.Length, 140)]}");
            }
        }

        output.WriteLine($"golds {golds.Count}: parsed {parsed}, equal {equal}");
        Assert.True(parsed >= 0.995 * golds.Count, $"parsed {parsed}/{golds.Count}");
        Assert.Equal(golds.Count, equal);
    }

    private static IEnumerable<string> Golds(string folder)
    {
        foreach (var file in Directory.EnumerateFiles(folder, "*.json*", SearchOption.AllDirectories)
            .Where(static file => !file.Contains("first-errors", StringComparison.Ordinal)).Order(StringComparer.Ordinal))
        {
            foreach (var row in Rows(file))
            {
                if (row.TryGetProperty("answer", out var answer))
                {
                    var text = answer.ToString();
                    yield return text[(text.LastIndexOf("####", StringComparison.Ordinal) is var at && at >= 0 ? at + 4 : 0)..].Trim();
                }
                else if (row.TryGetProperty("solution", out var solution) && Boxed(solution.GetString()!) is { } boxed)
                {
                    yield return boxed;
                }
            }
        }

        foreach (var gold in CsvColumn.Read(Path.Combine(folder, "imo-answerbench", "answerbench_v2.csv"), "Short Answer"))
        {
            yield return gold;
        }
    }

    private static IEnumerable<JsonElement> Rows(string file) => file.EndsWith(".json", StringComparison.Ordinal)
        ? JsonDocument.Parse(File.ReadAllText(file)).RootElement.EnumerateArray()
        : File.ReadLines(file).Where(l => l.Length > 0).Select(l => JsonDocument.Parse(l).RootElement);

    private static string? Boxed(string solution)
    {
        var verdict = CompiledGold.Compile("0").Verify(solution);
        return verdict.SpanLength == 0 ? null : solution.Substring(verdict.SpanStart, verdict.SpanLength);
    }
}
