namespace Intervene.Reports.Drawing;

/// <summary>A figure: the same drawing in the page and as a file.</summary>
public sealed record Figure
{
    private const double Narrow = 500; // what is wider keeps its letters readable on a phone by being moved sideways

    internal Figure()
    {
    }

    /// <summary>The file name without its ending, e.g. <c>pass-at-k-train</c>.</summary>
    public required string Name { get; init; }

    /// <summary>What the figure shows, for readers who do not see it.</summary>
    public required string Description { get; init; }

    internal string Content { get; init; } = "";

    internal double Width { get; init; }

    internal double Height { get; init; }

    /// <summary>
    /// The figure as an SVG file of its own: it carries its style, needs no font file and follows the viewer's light or dark scheme.
    /// </summary>
    public string ToSvg() =>
        new SvgWriter()
            .Raw("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n")
            .Open("svg", ("xmlns", "http://www.w3.org/2000/svg"),
                ("viewBox", ViewBox(12)), ("width", Width + 24), ("height", Height + 24), ("class", "ivt"), ("role", "img"))
            .Content("title", Description)
            .Raw($"<style>{ChartStyle.Css}</style>\n")
            .Leaf("rect", ("class", "ivb"), ("x", -12), ("y", -12), ("width", Width + 24), ("height", Height + 24))
            .Raw(Content)
            .Close("svg")
            .ToString();

    /// <summary>The figure for a page that holds <see cref="ChartStyle.Css"/>.</summary>
    internal string ToInline() =>
        new SvgWriter()
            .Raw($"<div class=\"chart{(Width > Narrow ? " wide" : "")}\">")
            .Open("svg", ("viewBox", ViewBox(0)), ("class", "ivt"), ("role", "img"), ("aria-label", Description))
            .Raw(Content)
            .Close("svg")
            .Raw("</div>\n")
            .ToString();

    private string ViewBox(double margin) =>
        string.Join(' ', new[] { -margin, -margin, Width + (2 * margin), Height + (2 * margin) }.Select(SvgWriter.Number));
}
