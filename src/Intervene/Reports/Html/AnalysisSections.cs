using Intervene.Reports.Content;
using Intervene.Reports.Drawing;

namespace Intervene.Reports.Html;

/// <summary>What interventions are like: where they stand, how long they are, what they cost, how near they are to the model's own text.</summary>
internal static class AnalysisSections
{
    public static void Write(HtmlWriter page, ReportData data)
    {
        page.Section("analyses", "What the interventions are like");
        foreach (var figure in AnalysisFigures.All(data))
        {
            page.Raw("<figure>\n").Raw(figure.ToInline());
            ResultSections.Links(page, [figure], null);
            page.Raw("</figure>\n");
        }

        ResultSections.Folded(page, AnalysisTables.Places(data));
        page.Table(AnalysisTables.Lengths(data)).Table(AnalysisTables.Costs(data));
        if (data.Likelihoods.Count > 0)
        {
            page.Table(AnalysisTables.Likelihoods(data));
        }

        page.EndSection();
    }
}
