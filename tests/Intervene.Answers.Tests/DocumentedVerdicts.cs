namespace Intervene.Answers.Tests;

/// <summary>The tables of <c>docs/verifier.md</c> say what the presets do.</summary>
public class DocumentedVerdicts
{
    private const int Columns = 8;

    [Fact]
    public void Every_row_of_the_tables_holds_under_every_preset()
    {
        var rows = Rows().ToList();
        Assert.True(rows.Count > 60, $"{rows.Count} rows");
        Assert.Empty(rows.SelectMany(Faults));
    }

    private static IEnumerable<string> Faults((string Kind, string Gold, string Response, string[] Marks) row)
    {
        foreach (var preset in Enum.GetValues<Preset>())
        {
            var mark = AnswerVerifier.Verify(row.Gold, row.Response, preset).IsCorrect ? "yes" : "no";
            if (mark != row.Marks[(int)preset])
            {
                yield return $"{row.Kind}: {preset} says {mark} and the table {row.Marks[(int)preset]}";
            }
        }
    }

    private static IEnumerable<(string Kind, string Gold, string Response, string[] Marks)> Rows()
    {
        var places = false;
        foreach (var line in File.ReadLines(Repository.File("docs", "verifier.md")))
        {
            places |= line.StartsWith("## Places", StringComparison.Ordinal);
            var cells = line.Replace("\\|", "\uE000", StringComparison.Ordinal).Split('|', StringSplitOptions.RemoveEmptyEntries);
            if (cells.Length != Columns || cells[^1].Trim() is not ("yes" or "no"))
            {
                continue;
            }

            cells = Array.ConvertAll(cells, static cell => cell.Replace('\uE000', '|').Trim());
            var answer = cells[2].Trim('`');
            yield return (cells[0], cells[1].Trim('`'), places ? answer : $"So it is $\\boxed{{{answer}}}$.", cells[3..]);
        }
    }
}
