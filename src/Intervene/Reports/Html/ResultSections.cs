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
                + "overlap widely, the difference may be chance. The two hard sets share one vertical scale; the easy set has its own.")
                .Raw("</figure>\n");
        }

        Folded(page, PolicyTables.Outcomes(data));
        Folded(page, PolicyTables.Differences(data));
        Folded(page, StudyTables.Arms(data));
        Folded(page, StudyTables.Tuning(data));
        page.EndSection().Section("interventions", "Do the interventions work?");
        if (Figures.Controls(data) is { } controls)
        {
            page.Raw("<figure>\n").Raw(controls.ToInline())
                .Element("figcaption", "Each dot is the share of correct rollouts of the untrained base model; the bar through it is the 95 % "
                + "interval. The grey rows are controls: they tell what the prefix alone, or more words after it, would have done without the " +
                "correction.").Raw("</figure>\n");
        }

        foreach (var finding in data.FunnelFindings)
        {
            page.Element("p", finding, "note");
        }

        page.Table(Tables.Controls(data));
        Shown(page, FunnelTables.Lifts(data));
        page.Table(Tables.Funnel(data));
        Shown(page, FunnelTables.Oracles(data));
        Shown(page, FunnelTables.Agreements(data));
        Shown(page, FunnelTables.Locations(data));
        page.Table(Tables.Splits(data)).EndSection();
    }

    /// <summary>A table; nothing where it has no rows.</summary>
    private static void Shown(HtmlWriter page, ReportTable table)
    {
        if (table.Rows.Count > 0)
        {
            page.Table(table);
        }
    }

    /// <summary>A long table behind its title; nothing where it has no rows.</summary>
    private static void Folded(HtmlWriter page, ReportTable table)
    {
        if (table.Rows.Count > 0)
        {
            page.Raw("<details class=\"card\">\n<summary>").Element("b", table.Title).Raw("</summary>\n").Table(table).Raw("</details>\n");
        }
    }

    internal static void Legend(HtmlWriter page, IReadOnlyList<Series> series)
    {
        page.Raw("<ul class=\"legend\">\n");
        foreach (var line in series)
        {
            var dashes = line.Line switch { LineKind.Dashed => "7 4", LineKind.Dotted => "2 3.5", _ => "none" };
            page.Raw($"<li><svg class=\"{line.Colour}\" viewBox=\"0 0 30 10\" width=\"30\" height=\"10\" aria-hidden=\"true\">"
                + $"<path d=\"M1 5L29 5\" stroke=\"currentColor\" stroke-width=\"2\" stroke-dasharray=\"{dashes}\"/></svg> ")
                .Text(line.Label).Raw("</li>\n");
        }

        page.Raw("</ul>\n");
    }
}
