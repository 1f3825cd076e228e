using Intervene.Reports.Content;
using Spectre.Console;

namespace Intervene.Cli.Output;

/// <summary>The tables at the end of a run.</summary>
internal static class Summary
{
    private const int Wide = 200; // columns, where no terminal says how wide it is

    /// <summary>Prints the controls and the results, and where the report lies.</summary>
    public static void Print(ReportData data, string report)
    {
        Print("What the base model does after an intervention, and after its controls", Tables.Controls(data));
        Print("What each way to train bought", Tables.Summary(data));
        AnsiConsole.MarkupLineInterpolated($"report: [link]{TerminalText.OneLine(report)}[/]");
    }

    /// <summary>Prints one table, and where the page lies.</summary>
    public static void Print(ReportTable table, string page)
    {
        Print(table);
        AnsiConsole.MarkupLineInterpolated($"report: [link]{TerminalText.OneLine(page)}[/]");
    }

    /// <summary>Prints one table under its own title.</summary>
    public static void Print(ReportTable table) => Print(table.Title, table);

    private static void Print(string title, ReportTable table)
    {
        var shown = new Table().Border(TableBorder.Rounded).Title(Shown(title));
        for (var i = 0; i < table.Columns.Count; i++)
        {
            var column = new TableColumn(Shown(table.Columns[i]));
            shown.AddColumn(table.IsNumeric(i) ? column.RightAligned() : column);
        }

        foreach (var row in table.Rows)
        {
            shown.AddRow([.. row.Select(cell => Shown(cell.Display))]);
        }

        if (Console.IsOutputRedirected)
        {
            AnsiConsole.Profile.Width = Wide;
        }

        AnsiConsole.WriteLine();
        AnsiConsole.Write(shown);
    }

    private static string Shown(string text) => Markup.Escape(TerminalText.Harmless(text));
}
