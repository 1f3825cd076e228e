using Intervene.Problems;
using Intervene.Reports.Content;
using Intervene.Reports.Drawing;

namespace Intervene.Reports.Html;

/// <summary>What training bought, and whether the interventions work at all.</summary>
internal static class ResultSections
{
    public static void Write(HtmlWriter page, ReportData data)
    {
        page.Section("results", "What training bought").Table(Tables.Summary(data));
        var figures = Enum.GetValues<ProblemSplit>().Select(split => Figures.PassAtK(data, split, file: false)).OfType<Figure>().ToArray();
        if (figures.Length > 0)
        {
            page.Raw("<figure>\n");
            Legend(page, [.. SeriesNames.Distinct(data.PassAtK).Select(c => Figures.Line(c, SeriesNames.Arms(data))).DistinctBy(s => s.Label)]);
            page.Raw("<div class=\"panels\">\n");
            foreach (var figure in figures)
            {
                page.Raw(figure.ToInline());
            }

            page.Raw("</div>\n").Element("figcaption",
                "Read a curve at its left end for what one try solves (pass@1), and at its right end for what the model can reach with many tries. "
                + "Training that only sharpens lifts the left end and leaves the right where it was; new ability lifts both. Bands are 95 % " +
                "intervals: where two bands "
                + "overlap widely, the difference may be chance. The two hard sets share one vertical scale; the easy set has its own.");
            Links(page, figures, Tables.PassAtK(data).Name);
            page.Raw("</figure>\n");
        }

        var differences = Enum.GetValues<ProblemSplit>().Select(split => Figures.Differences(data, split, file: false)).OfType<Figure>().ToArray();
        if (differences.Length > 0)
        {
            page.Raw("<figure>\n<div class=\"panels two\">\n");
            foreach (var figure in differences)
            {
                page.Raw(figure.ToInline());
            }

            page.Raw("</div>\n").Element("figcaption",
                "Two policies on the same problems, problem by problem: to the right of 0 the first named one has the larger share of right samples. "
                + "An interval that holds 0 is a difference that chance explains.");
            Links(page, differences, PolicyTables.Differences(data).Name);
            page.Raw("</figure>\n");
        }

        Folded(page, PolicyTables.Outcomes(data));
        Folded(page, PolicyTables.Differences(data));
        Folded(page, PowerTables.Of(data));
        Folded(page, StudyTables.Arms(data));
        Folded(page, StudyTables.Tuning(data));
        page.EndSection();
    }

    /// <summary>A table; nothing where it has no rows.</summary>
    internal static void Shown(HtmlWriter page, ReportTable table)
    {
        if (table.Rows.Count > 0)
        {
            page.Table(table);
        }
    }

    /// <summary>A long table behind its title; nothing where it has no rows.</summary>
    internal static void Folded(HtmlWriter page, ReportTable table)
    {
        if (table.Rows.Count > 0)
        {
            page.Raw("<details class=\"card\">\n<summary>").Element("b", table.Title).Raw("</summary>\n").Table(table).Raw("</details>\n");
        }
    }

    /// <summary>The way to figures and their numbers as files.</summary>
    internal static void Links(HtmlWriter page, IReadOnlyList<Figure> figures, string? table)
    {
        page.Raw("<p class=\"files\">");
        foreach (var figure in figures)
        {
            page.Raw("<a href=\"figures/").Text(figure.Name).Raw(".svg\">").Text(figure.Name).Raw(".svg</a> ");
        }

        if (table is not null)
        {
            page.Raw("<a href=\"tables/").Text(table).Raw(".csv\">").Text(table).Raw(".csv</a>");
        }

        page.Raw("</p>\n");
    }

    internal static void Legend(HtmlWriter page, IReadOnlyList<Series> series)
    {
        page.Raw("<ul class=\"legend\">\n");
        foreach (var line in series)
        {
            var dashes = line.Line switch { LineKind.Dashed => "7 4", LineKind.Dotted => "2 3.5", _ => "none" };
            page.Raw("<li data-s=\"").Text(line.Label).Raw("\">").Raw(
                $"<svg class=\"{line.Colour}\" viewBox=\"0 0 30 10\" width=\"30\" height=\"10\" aria-hidden=\"true\">"
                + $"<path d=\"M1 5L29 5\" stroke=\"currentColor\" stroke-width=\"2\" stroke-dasharray=\"{dashes}\"/>"
                + (line.Markers ? $"<path d=\"{Marker.Path(line.Shape, 15, 5, 3.2)}\" fill=\"currentColor\"/>" : "") + "</svg> ")
                .Text(line.Label).Raw("</li>\n");
        }

        page.Raw("</ul>\n");
    }
}
