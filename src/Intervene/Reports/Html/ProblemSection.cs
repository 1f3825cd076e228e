using System.Globalization;
using Intervene.Problems;
using Intervene.Reports.Content;

namespace Intervene.Reports.Html;

/// <summary>The table of all problems, from which a problem's texts are opened.</summary>
internal static class ProblemSection
{
    private const int ShownWithoutScript = 100;

    public static void Write(HtmlWriter page, ReportData data, ReadingShelf shelf)
    {
        page.Section("problems", "Problem by problem");
        if (data.Problems.Count == 0)
        {
            page.Element("p", "No problems have been mined in this run yet.", "none").EndSection();
            return;
        }

        var (rows, count, length) = ProblemRows.Of(data, shelf);
        page.Element("p", Words(data, shelf, count, length), "note").Raw("<div id=\"problem-tools\" class=\"tools\" hidden=\"hidden\"></div>\n");
        page.Raw("<figure class=\"table\">\n<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"All problems\">\n")
            .Raw("<table id=\"problem-table\">\n<thead><tr><th scope=\"col\">Problem</th><th scope=\"col\">Split</th>"
                + "<th scope=\"col\" class=\"n\">Mining</th><th scope=\"col\" class=\"n\">Attempts</th>"
                + "<th scope=\"col\">Interventions</th>");
        foreach (var policy in data.Policies)
        {
            page.Raw("<th scope=\"col\" class=\"n\">").Text(policy).Raw("</th>");
        }

        page.Raw("</tr></thead>\n<tbody>\n");
        foreach (var problem in data.Problems.Take(ShownWithoutScript))
        {
            Row(page, problem);
        }

        page.Raw("</tbody>\n</table>\n</div>\n");
        page.Raw(data.Problems.Count > ShownWithoutScript
                ? FormattableString.Invariant($"<p class=\"meta nojs\">The first {ShownWithoutScript} problems; ") : "<p class=\"meta\">")
            .Raw("<a href=\"tables/problem-list.csv\">all problems as CSV</a>.</p>\n</figure>\n");
        page.Raw("<script type=\"application/json\" id=\"problem-rows\">").Raw(rows).Raw("</script>\n")
            .Raw("<script type=\"application/json\" id=\"readings\">").Raw(shelf.Embedded).Raw("</script>\n").EndSection();
    }

    /// <summary>What a row shows, and where texts stand.</summary>
    private static string Words(ReportData data, ReadingShelf shelf, int rows, int length)
    {
        var words = "Right samples of all, for every policy. A row opens the problem: an attempt, the intervention in it and a continuation side by "
            + "side, with verdicts and why.";
        if (shelf.EmbeddedCount < shelf.Count)
        {
            words += $" This file holds the texts of {ReportFormat.Count(shelf.EmbeddedCount)} of {ReportFormat.Count(shelf.Count)} problems, "
                + $"those with kept interventions first; the others are in {ReadingShelf.Folder}/ beside it and open where the folder is served "
                + "over HTTP, e.g. by 'python3 -m http.server' within the run directory.";
        }

        if (rows < data.Problems.Count)
        {
            words += string.Create(CultureInfo.InvariantCulture, $" The table holds the first {rows:#,0} of {data.Problems.Count:#,0} problems; ")
                + "all are in tables/problem-list.csv.";
        }
        else if (length < 160)
        {
            words += length == 0 ? " Questions are left out of the rows, for there are many." : " Questions are shortened, for there are many.";
        }

        return words;
    }

    private static void Row(HtmlWriter page, ReportProblem row)
    {
        page.Raw("<tr><th scope=\"row\">").Element("code", row.Problem.Id).Raw("</th><td>")
            .Text(row.Split is { } split ? SeriesNames.Of(split) : "").Raw("</td>");
        Number(page, row.Mined.Samples == 0 ? "" : Share(row.Mined));
        Number(page, row.Attempts == 0 ? "" : ReportFormat.Count(row.Attempts));
        page.Raw("<td>").Text(Interventions(row)).Raw("</td>");
        foreach (var count in row.Policies)
        {
            Number(page, count.Samples == 0 ? ReportFormat.Missing : Share(count));
        }

        page.Raw("</tr>\n");
    }

    private static void Number(HtmlWriter page, string text) => page.Raw("<td class=\"n\">").Text(text).Raw("</td>");

    private static string Share(SolvedCount count) => $"{ReportFormat.Count(count.Correct)}/{ReportFormat.Count(count.Samples)}";

    private static string Interventions(ReportProblem row) => row.Split != ProblemSplit.Train || row.Attempts == 0 ? ""
        : row.Proposed == 0 ? "none"
        : $"{ReportFormat.Count(row.Proposed)} proposed, {ReportFormat.Count(row.Working)} worked, {ReportFormat.Count(row.Kept)} kept";
}
