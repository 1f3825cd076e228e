using Intervene.Reports.Content;

namespace Intervene.Reports.Drawing;

/// <summary>Counts by class, the parts of a class stacked on one another.</summary>
internal sealed record BarChart
{
    private const double Top = 52;
    private const double LegendWidth = 190;

    public required string Title { get; init; }

    public required string XTitle { get; init; }

    public required string YTitle { get; init; }

    /// <summary>The classes, from left to right.</summary>
    public required IReadOnlyList<string> Classes { get; init; }

    /// <summary>The parts from below: name, colour and one count a class.</summary>
    public required IReadOnlyList<(string Label, string Colour, IReadOnlyList<int> Counts)> Parts { get; init; }

    public double Width { get; init; } = 760;

    public double Height { get; init; } = 340;

    /// <summary>The chart's content, without the enclosing <c>svg</c> element.</summary>
    public string Render()
    {
        var svg = new SvgWriter();
        var totals = Classes.Select((_, i) => (double)Parts.Sum(part => part.Counts[i])).ToArray();
        var axis = Axis.FromZero(YTitle, totals);
        var left = 14 + axis.Ticks.Select(tick => TextSize.Width(tick.Label)).Max();
        var right = Width - LegendWidth;
        var bottom = Height - 44;
        double Y(double count) => bottom - (axis.Position(count) * (bottom - Top));
        svg.Text(Title, ("class", "ivi ivh"), ("x", 2), ("y", 18)).Text(YTitle, ("class", "ivf"), ("x", 2), ("y", 37));
        foreach (var (value, label) in axis.Ticks)
        {
            svg.Leaf("line", ("class", "ivr"), ("x1", left), ("x2", right), ("y1", Y(value)), ("y2", Y(value)));
            svg.Text(label, ("class", "ivf"), ("x", left - 6), ("y", Y(value) + 4), ("text-anchor", "end"));
        }

        var room = (right - left) / Classes.Count;
        for (var i = 0; i < Classes.Count; i++)
        {
            var below = 0.0;
            foreach (var (name, colour, counts) in Parts)
            {
                if (counts[i] > 0)
                {
                    svg.Open("rect", ("class", colour), ("fill", "currentColor"), ("x", left + (i * room) + (0.1 * room)),
                        ("y", Y(below + counts[i])), ("width", 0.8 * room), ("height", Y(below) - Y(below + counts[i])))
                        .Content("title", $"{Classes[i]}: {ReportFormat.Count(counts[i])} {name}").Close("rect");
                    below += counts[i];
                }
            }

            svg.Text(Classes[i], ("class", "ivf"), ("x", left + ((i + 0.5) * room)), ("y", bottom + 18), ("text-anchor", "middle"));
        }

        svg.Text(XTitle, ("class", "ivf"), ("x", (left + right) / 2), ("y", bottom + 36), ("text-anchor", "middle"));
        for (var i = 0; i < Parts.Count; i++)
        {
            var y = Top + 6 + ((Parts.Count - 1 - i) * 20);
            svg.Leaf("rect", ("class", Parts[i].Colour), ("fill", "currentColor"), ("x", right + 12), ("y", y - 9), ("width", 10), ("height", 10));
            svg.Text(TextSize.Cut(Parts[i].Label, LegendWidth - 30), ("class", "ivi"), ("x", right + 28), ("y", y));
        }

        return svg.ToString();
    }
}
