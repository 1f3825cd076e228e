using Intervene.Reports.Content;
using Intervene.Reports.Drawing;
using Intervene.Reports.Html;

namespace Intervene.Reports;

/// <summary>The report as one self-contained page, which asks nothing of the network and reads without scripts.</summary>
public static class HtmlReport
{
    /// <summary>
    /// Renders the page. Every text of the data is a text in it, never markup; the page's own policy allows its own script and style alone, by their
    /// hashes. Texts of problems for which there is no room in the page are left out.
    /// </summary>
    /// <param name="data">The run.</param>
    /// <returns>The page; equal data give equal bytes.</returns>
    public static string Render(ReportData data) => Render(data, ReadingShelf.Fill(data.Readings, (_, _) => { }));

    /// <summary>The page beside the side files of its texts.</summary>
    internal static string Render(ReportData data, ReadingShelf shelf)
    {
        var mathematics = shelf.HasMathematics || StaticTexts(data).Any(Mathematics.IsIn);
        var script = Assets.Text("page.js");
        string[] scripts = mathematics ? [Mathematics.Script, script] : [script];
        var page = Open(data.Title, mathematics ? Mathematics.Style : "", scripts, loads: shelf.Files > 0);
        Overview.Write(page, data);
        page.Raw("<main id=\"main\">\n");
        ResultSections.Write(page, data);
        AddedSections.Write(page, data, SectionPlace.Results);
        InterventionSections.Write(page, data);
        AnalysisSections.Write(page, data);
        AddedSections.Write(page, data, SectionPlace.Interventions);
        TrainingSections.Write(page, data);
        AddedSections.Write(page, data, SectionPlace.Training);
        ProblemSection.Write(page, data, shelf);
        ReadingSections.Write(page, data);
        RunSections.Write(page, data);
        page.Raw("</main>\n");
        foreach (var one in scripts)
        {
            page.Raw("<script>").Raw(one).Raw("</script>\n");
        }

        return page.Raw("</body>\n</html>\n").ToString();
    }

    /// <summary>A page up to its body.</summary>
    /// <param name="title">Its title.</param>
    /// <param name="style">Style beside the page's own.</param>
    /// <param name="scripts">The scripts that it will hold.</param>
    /// <param name="loads">Whether it loads files that are served with it.</param>
    internal static HtmlWriter Open(string title, string style = "", IReadOnlyList<string>? scripts = null, bool loads = false)
    {
        var css = $"\n{Stylesheet.Css}{ChartStyle.Css}{style}";
        var page = new HtmlWriter();
        page.Raw("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
        page.Raw("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src ").Raw(Assets.Hash(css))
            .Raw(scripts is { Count: > 0 } ? $"; script-src {string.Join(' ', scripts.Select(Assets.Hash))}" : "")
            .Raw(style.Length > 0 ? "; font-src data:" : "").Raw(loads ? "; connect-src 'self'" : "")
            .Raw("; base-uri 'none'; form-action 'none'\">\n");
        page.Raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<meta name=\"color-scheme\" content=\"light dark\">\n");
        page.Raw("<meta name=\"referrer\" content=\"no-referrer\">\n");
        page.Element("title", title + " · Intervene");
        return page.Raw("<style>").Raw(css).Raw("</style>\n</head>\n<body>\n");
    }

    private static IEnumerable<string> StaticTexts(ReportData data) =>
    [
        .. data.Examples.SelectMany(example => example.Steps.Concat([example.Question, example.Answer, example.Intervention, example.Continuation])),
        .. data.Samples.SelectMany(sample => new[] { sample.Question, sample.Text }),
        .. data.Sections.SelectMany(section => section.Blocks).OfType<ReportBlock.SideBySide>()
            .SelectMany(block => block.Columns.Select(column => column.Text).Append(block.Question ?? "")),
    ];
}
