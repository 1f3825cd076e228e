using System.Text;
using Intervene.Reports.Content;
using Intervene.Reports.Drawing;

namespace Intervene.Reports.Html;

/// <summary>Writes a page. What is not <see cref="Raw"/> is escaped.</summary>
internal sealed class HtmlWriter
{
    private readonly StringBuilder _text = new();

    public HtmlWriter Raw(string markup)
    {
        _text.Append(markup);
        return this;
    }

    public HtmlWriter Text(string text)
    {
        _text.Append(Markup.Text(text));
        return this;
    }

    public HtmlWriter Element(string name, string text, string? cssClass = null)
    {
        _text.Append('<').Append(name);
        if (cssClass is not null)
        {
            _text.Append(" class=\"").Append(Markup.Text(cssClass)).Append('"');
        }

        // A number keeps its percent sign on its line; what is shown as written stays as it is.
        var words = name is "pre" or "code" ? text : text.Replace(" %", "\u00a0%", StringComparison.Ordinal);
        _text.Append('>').Append(Markup.Text(words)).Append("</").Append(name).Append(">\n");
        return this;
    }

    /// <summary>Opens a section with its heading; the navigation finds it by its id.</summary>
    public HtmlWriter Section(string id, string heading) => Raw($"<section id=\"{id}\">\n").Element("h2", heading);

    public HtmlWriter EndSection() => Raw("</section>\n");

    /// <summary>A table with its explanation; nothing but a sentence where there are no rows.</summary>
    public HtmlWriter Table(ReportTable table)
    {
        if (table.Rows.Count == 0)
        {
            return Element("p", $"{table.Title.TrimEnd('?')}: not measured in this run.", "none");
        }

        Raw("<figure class=\"table\">\n<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"").Text(table.Title)
            .Raw("\">\n<table>\n").Element("caption", table.Title).Raw("<thead><tr>");
        for (var i = 0; i < table.Columns.Count; i++)
        {
            Raw(table.IsNumeric(i) ? "<th scope=\"col\" class=\"n\">" : "<th scope=\"col\">").Text(table.Columns[i]).Raw("</th>");
        }

        Raw("</tr></thead>\n<tbody>\n");
        foreach (var row in table.Rows)
        {
            Raw("<tr>");
            for (var i = 0; i < row.Count; i++)
            {
                Cell(row[i], header: i == 0);
            }

            Raw("</tr>\n");
        }

        return Raw("</tbody>\n</table>\n</div>\n").Element("figcaption", table.Explanation)
            .Raw("<p class=\"files\"><a href=\"tables/").Text(table.Name).Raw(".csv\">").Text(table.Name).Raw(".csv</a></p>\n</figure>\n");
    }

    public override string ToString() => _text.ToString();

    private void Cell(ReportCell cell, bool header)
    {
        var name = header ? "th" : "td";
        Raw(header ? "<th scope=\"row\"" : "<td").Raw(cell.IsNumber ? " class=\"n\">" : ">");
        if (cell is ReportCell.Measured { Value.HasInterval: true } measured && double.IsFinite(measured.Value.Value))
        {
            Text(measured.Number).Raw(" <small>").Text(measured.Interval).Raw("</small>");
        }
        else
        {
            Text(cell.Display);
        }

        Raw($"</{name}>");
    }
}
