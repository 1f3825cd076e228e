using Intervene.Reports.Content;
using Intervene.Reports.Drawing;

namespace Intervene.Reports.Html;

/// <summary>Whether the interventions work at all.</summary>
internal static class InterventionSections
{
    public static void Write(HtmlWriter page, ReportData data)
    {
        page.Section("interventions", "Do the interventions work?");
        if (Figures.Controls(data) is { } controls)
        {
            page.Raw("<figure>\n").Raw(controls.ToInline())
                .Element("figcaption", "Each dot is the share of correct rollouts of the untrained base model; the bar through it is the 95 % "
                + "interval. The grey rows are controls: they tell what the prefix alone, or more words after it, would have done without the " +
                "correction.");
            ResultSections.Links(page, [controls], Tables.Controls(data).Name);
            page.Raw("</figure>\n");
        }

        if (Figures.Funnel(data) is { } funnel)
        {
            page.Raw("<figure>\n").Raw(funnel.ToInline()).Element("figcaption", Tables.Funnel(data).Explanation);
            ResultSections.Links(page, [funnel], Tables.Funnel(data).Name);
            page.Raw("</figure>\n");
        }

        foreach (var finding in data.FunnelFindings)
        {
            page.Element("p", finding, "note");
        }

        page.Table(Tables.Controls(data));
        ResultSections.Shown(page, FunnelTables.Lifts(data));
        ResultSections.Folded(page, Tables.Funnel(data));
        ResultSections.Shown(page, FunnelTables.Oracles(data));
        ResultSections.Shown(page, FunnelTables.Agreements(data));
        ResultSections.Shown(page, FunnelTables.Locations(data));
        page.Table(Tables.Splits(data)).EndSection();
    }
}
