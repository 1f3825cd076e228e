using Intervene.Reports.Content;
using Intervene.Reports.Drawing;

namespace Intervene.Reports.Html;

/// <summary>Sections that other parts of the program add.</summary>
internal static class AddedSections
{
    /// <summary>Those that are shown, in their order on the page.</summary>
    public static IEnumerable<ReportSection> Of(ReportData data, SectionPlace place) =>
        data.Sections.Where(section => section.Place == place && section.Blocks.Count > 0);

    public static void Write(HtmlWriter page, ReportData data, SectionPlace place)
    {
        foreach (var section in Of(data, place))
        {
            if (section.Id.Length == 0 || section.Id.Any(c => c is not ((>= 'a' and <= 'z') or (>= '0' and <= '9') or '-')))
            {
                throw new ArgumentException($"a section is called \"{section.Id}\"; expected lower-case letters, digits and '-'", nameof(data));
            }

            page.Section(section.Id, section.Heading);
            foreach (var block in section.Blocks)
            {
                Write(page, block);
            }

            page.EndSection();
        }
    }

    private static void Write(HtmlWriter page, ReportBlock block)
    {
        switch (block)
        {
            case ReportBlock.Paragraph paragraph:
                page.Element("p", paragraph.Text, "note");
                break;
            case ReportBlock.Rows { IsFolded: true } table:
                ResultSections.Folded(page, table.Table);
                break;
            case ReportBlock.Rows table:
                ResultSections.Shown(page, table.Table);
                break;
            case ReportBlock.Drawn drawn when SectionFigures.Of(drawn.Chart) is { } figure:
                page.Raw("<figure>\n").Raw(figure.ToInline()).Element("figcaption", drawn.Caption);
                ResultSections.Links(page, [figure], null);
                page.Raw("</figure>\n");
                break;
            case ReportBlock.SideBySide texts:
                SideBySide(page, texts);
                break;
        }
    }

    private static void SideBySide(HtmlWriter page, ReportBlock.SideBySide texts)
    {
        page.Raw("<details class=\"card\">\n<summary>").Element("code", texts.Title);
        foreach (var (name, value) in texts.Facts)
        {
            page.Element("span", name.Length == 0 ? value : $"{name} {value}", "tag");
        }

        page.Raw("</summary>\n");
        if (texts.Question is not null)
        {
            page.Element("h3", "Problem").Element("pre", LongText.Cut(texts.Question), "tex");
        }

        page.Raw("<div class=\"beside\">\n");
        foreach (var column in texts.Columns)
        {
            page.Raw("<div>\n<h3>").Text(column.Title);
            if (column.Verdict.Length > 0)
            {
                page.Raw(" ").Element("span", column.Verdict, column.Verdict == "correct" ? "tag right" : "tag false");
            }

            page.Raw("</h3>\n");
            if (column.Note.Length > 0)
            {
                page.Element("p", column.Note, "meta");
            }

            Marked(page, column);
            page.Raw("</div>\n");
        }

        page.Raw("</div>\n</details>\n");
    }

    /// <summary>A text with its marks; a mark that leaves the text or lies over an earlier one is cut.</summary>
    private static void Marked(HtmlWriter page, ReportText column)
    {
        if (column.Marks.Count == 0)
        {
            page.Element("pre", LongText.Cut(column.Text), "text tex");
            return;
        }

        page.Raw("<pre class=\"text\">");
        var at = 0;
        foreach (var mark in column.Marks.OrderBy(mark => mark.Start))
        {
            var start = Math.Clamp(mark.Start, at, column.Text.Length);
            var end = Math.Clamp(mark.Start + mark.Length, start, column.Text.Length);
            page.Text(LongText.Cut(column.Text[at..start]));
            var name = mark.Kind switch
            {
                ReportMarkKind.Differs => "differs",
                ReportMarkKind.Trained => "trained",
                ReportMarkKind.Wrong => "wrong",
                _ => "patch",
            };
            page.Raw($"<mark class=\"{name}\">").Text(LongText.Cut(column.Text[start..end])).Raw("</mark>");
            at = end;
        }

        page.Text(LongText.Cut(column.Text[at..])).Raw("</pre>\n");
    }
}
