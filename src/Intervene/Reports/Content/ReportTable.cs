using System.Text;

namespace Intervene.Reports.Content;

/// <summary>A table of the report: rows × columns, for the page, the console, Markdown and CSV.</summary>
public sealed record ReportTable
{
    /// <summary>The file name without its ending, e.g. <c>control-arms</c>.</summary>
    public required string Name { get; init; }

    /// <summary>The title.</summary>
    public required string Title { get; init; }

    /// <summary>What the table says, in plain words.</summary>
    public required string Explanation { get; init; }

    /// <summary>The columns' headings.</summary>
    public required IReadOnlyList<string> Columns { get; init; }

    /// <summary>The rows; each has one cell a column.</summary>
    public required IReadOnlyList<IReadOnlyList<ReportCell>> Rows { get; init; }

    /// <summary>Columns of which the greatest number is bold in Markdown, and all that are equal to it; 0-based.</summary>
    public IReadOnlyList<int> Bold { get; init; } = [];

    /// <summary>Whether it is for programs alone: too long to be read, it has no Markdown.</summary>
    public bool IsData { get; init; }

    /// <summary>Whether a column holds numbers, and stands to the right.</summary>
    /// <param name="column">The column, 0-based.</param>
    public bool IsNumeric(int column) =>
        Rows.Any(row => row[column].IsNumber) && Rows.All(row => row[column].IsNumber || row[column].Display.Length == 0);

    /// <summary>The table as GitHub Markdown: title, table, explanation.</summary>
    public string ToMarkdown()
    {
        var text = new StringBuilder($"**{Escape(Title)}**\n\n");
        text.Append("| ").AppendJoin(" | ", Columns.Select(Escape)).Append(" |\n");
        text.Append('|').AppendJoin('|', Columns.Select((_, i) => IsNumeric(i) ? "---:" : "---")).Append("|\n");
        foreach (var row in Rows)
        {
            text.Append("| ").AppendJoin(" | ", row.Select((cell, i) => IsGreatest(cell, i)
                ? $"**{Escape(((ReportCell.Measured)cell).Number)}**{Escape(cell.Display[((ReportCell.Measured)cell).Number.Length..])}"
                : Escape(cell.Display))).Append(" |\n");
        }

        return text.Append($"\n{Escape(Explanation)}\n").ToString();

        static string Escape(string value) =>
            value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("|", "\\|", StringComparison.Ordinal)
                .Replace("<", "&lt;", StringComparison.Ordinal).ReplaceLineEndings(" ");
    }

    /// <summary>
    /// The table as CSV (RFC 4180, line feeds) with snake_case headings and exact numbers; a number with an interval becomes three columns, its value
    /// and its interval's ends.
    /// </summary>
    public string ToCsv()
    {
        var shares = Columns.Select((_, i) => Rows.Any(row => row[i] is ReportCell.Measured)).ToArray();
        var text = new StringBuilder();
        Line(Columns.SelectMany((name, i) => Headings(Heading(name), shares[i])));
        foreach (var row in Rows)
        {
            Line(row.SelectMany((cell, i) => Values(cell, shares[i])));
        }

        return text.ToString();

        void Line(IEnumerable<string> values) => text.AppendJoin(',', values.Select(Quote)).Append('\n');
    }

    private bool IsGreatest(ReportCell cell, int column) => Bold.Contains(column) && cell is ReportCell.Measured measured
        && double.IsFinite(measured.Value.Value)
        && Rows.Select(row => row[column]).OfType<ReportCell.Measured>().All(other => !(other.Value.Value > measured.Value.Value));

    private static string[] Values(ReportCell cell, bool share) => cell switch
    {
        ReportCell.Measured s => [ReportFormat.Raw(s.Value.Value), ReportFormat.Raw(s.Value.Low), ReportFormat.Raw(s.Value.High)],
        ReportCell.Count c => [c.Value.ToString(System.Globalization.CultureInfo.InvariantCulture)],
        ReportCell.Seconds s => [ReportFormat.Raw(s.Value)],
        ReportCell.Probability p => [ReportFormat.Raw(p.Value)],
        _ when share => ["", "", ""],
        _ => [cell.Display],
    };

    private static string[] Headings(string name, bool share) => share ? [name, name + "_low", name + "_high"] : [name];

    private static string Heading(string column)
    {
        var name = new StringBuilder();
        foreach (var c in column.Where(c => c != ',').Select(char.ToLowerInvariant))
        {
            name.Append(char.IsAsciiLetterOrDigit(c) || c == '@' ? c : '_');
        }

        return string.Join('_', name.ToString().Split('_', StringSplitOptions.RemoveEmptyEntries));
    }

    private static string Quote(string value) =>
        value.AsSpan().IndexOfAny(",\"\r\n") < 0 ? value : $"\"{value.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
