using Intervene.Reports.Content;
using Intervene.Reports.Drawing;
using Intervene.Reports.Html;

namespace Intervene.Reports;

/// <summary>The report as one self-contained page: no script, no request, nothing to load.</summary>
public static class HtmlReport
{
    /// <summary>Renders the page. Every text of the data is escaped, and the page's own policy forbids scripts and requests.</summary>
    /// <param name="data">The run.</param>
    /// <returns>The page; equal data give equal bytes.</returns>
    public static string Render(ReportData data)
    {
        var page = Open(data.Title);
        Overview.Write(page, data);
        page.Raw("<main>\n");
        ResultSections.Write(page, data);
        AddedSections.Write(page, data, SectionPlace.Results);
        InterventionSections.Write(page, data);
        AnalysisSections.Write(page, data);
        AddedSections.Write(page, data, SectionPlace.Interventions);
        TrainingSections.Write(page, data);
        AddedSections.Write(page, data, SectionPlace.Training);
        ReadingSections.Write(page, data);
        RunSections.Write(page, data);
        page.Raw("</main>\n</body>\n</html>\n");
        return page.ToString();
    }

    /// <summary>A page up to its body.</summary>
    internal static HtmlWriter Open(string title)
    {
        var page = new HtmlWriter();
        page.Raw("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
        page.Raw(
            "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action " +
            "'none'\">\n");
        page.Raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<meta name=\"color-scheme\" content=\"light dark\">\n");
        page.Raw("<meta name=\"referrer\" content=\"no-referrer\">\n");
        page.Element("title", title + " · Intervene");
        return page.Raw($"<style>\n{Stylesheet.Css}{ChartStyle.Css}</style>\n</head>\n<body>\n");
    }
}
