using Intervene.Reports.Content;

namespace Intervene.Reports.Html;

/// <summary>How the run was made: times, options, environment; and what the words mean.</summary>
internal static class RunSections
{
    public static void Write(HtmlWriter page, ReportData data)
    {
        page.Section("run", "The run").Table(Tables.Stages(data));
        Facts(page, "Options", data.Options);
        Facts(page, "Environment", data.Environment);
        ResultSections.Folded(page, StudyTables.Options(data));
        if (data.Files.Count > 0)
        {
            page.Element("h3", "Files").Raw("<ul class=\"artifacts\">\n");
            foreach (var file in data.Files)
            {
                page.Raw("<li><a href=\"").Text(Escaped(file.Name)).Raw("\">").Text(file.Name).Raw("</a> ")
                    .Element("small", file.Value).Raw("</li>\n");
            }

            page.Raw("</ul>\n");
        }

        page.EndSection().Section("glossary", "Glossary").Raw("<dl class=\"glossary\">\n");
        foreach (var (term, meaning) in Glossary.Of(data))
        {
            page.Raw("<div>").Element("dt", term).Element("dd", meaning).Raw("</div>\n");
        }

        page.Raw("</dl>\n").EndSection();
    }

    /// <summary>A path below the run directory as a link.</summary>
    private static string Escaped(string path) => string.Join('/', path.Split('/').Select(Uri.EscapeDataString));

    private static void Facts(HtmlWriter page, string heading, IReadOnlyList<ReportFact> facts)
    {
        if (facts.Count == 0)
        {
            return;
        }

        page.Element("h3", heading).Raw("<dl class=\"facts\">\n");
        foreach (var (name, value) in facts)
        {
            page.Raw("<div>").Element("dt", name).Element("dd", value).Raw("</div>\n");
        }

        page.Raw("</dl>\n");
    }
}
