using Intervene.Reports.Content;

namespace Intervene.Reports.Drawing;

/// <summary>One dot with its interval a row, and the number beside it.</summary>
internal sealed record IntervalChart
{
    public required string Title { get; init; }

    public required Axis X { get; init; }

    public required IReadOnlyList<(string Label, string Colour, Estimate Value)> Rows { get; init; }

    /// <summary>How a row's value is written beside it.</summary>
    public Func<Estimate, string> Number { get; init; } = static value => new ReportCell.Share(value).Display;

    public double Width { get; init; } = 720;

    public double Height => 84 + (Rows.Count * 34);

    private double Left => Math.Min(Width * 0.42, 16 + Rows.Select(r => TextSize.Width(r.Label)).DefaultIfEmpty(0).Max());

    private double Right => Width - 28 - Rows.Select(row => TextSize.Width(Number(row.Value))).DefaultIfEmpty(0).Max();

    /// <summary>The chart's content, without the enclosing <c>svg</c> element.</summary>
    public string Render()
    {
        var svg = new SvgWriter();
        svg.Text(Title, ("class", "ivi ivh"), ("x", 2), ("y", 18));
        var bottom = Height - 44;
        foreach (var (value, label) in X.TicksWithin(Right - Left))
        {
            svg.Leaf("line", ("class", "ivr"), ("x1", MapX(value)), ("x2", MapX(value)), ("y1", 34), ("y2", bottom));
            svg.Text(label, ("class", "ivf"), ("x", MapX(value)), ("y", bottom + 16), ("text-anchor", "middle"));
        }

        if (X.Min < 0)
        {
            svg.Leaf("line", ("class", ChartStyle.Grey), ("stroke", "currentColor"), ("x1", MapX(0)), ("x2", MapX(0)), ("y1", 34), ("y2", bottom));
        }

        svg.Text(X.Title, ("class", "ivf"), ("x", (Left + Right) / 2), ("y", bottom + 34), ("text-anchor", "middle"));
        for (var i = 0; i < Rows.Count; i++)
        {
            Row(svg, Rows[i], 54 + (i * 34));
        }

        return svg.ToString();
    }

    private void Row(SvgWriter svg, (string Label, string Colour, Estimate Value) row, double y)
    {
        svg.Text(TextSize.Cut(row.Label, Left - 12), ("class", "ivi"), ("x", 2), ("y", y + 4));
        svg.Open("g", ("class", row.Colour));
        svg.Content("title", $"{row.Label}: {Number(row.Value)}");
        svg.Leaf("rect", ("x", Left), ("y", y - 12), ("width", Right - Left), ("height", 24), ("fill-opacity", "0"));
        if (row.Value.HasInterval)
        {
            svg.Leaf("line", ("stroke", "currentColor"), ("stroke-width", 5), ("stroke-opacity", "0.3"), ("stroke-linecap", "round"),
                ("x1", MapX(row.Value.Low)), ("x2", MapX(row.Value.High)), ("y1", y), ("y2", y));
        }

        if (double.IsFinite(row.Value.Value))
        {
            svg.Leaf("circle", ("cx", MapX(row.Value.Value)), ("cy", y), ("r", 5), ("fill", "currentColor"));
        }

        svg.Close("g");
        svg.Text(Number(row.Value), ("class", "ivi"), ("x", Right + 14), ("y", y + 4));
    }

    private double MapX(double x) => Left + (Math.Clamp(X.Position(x), 0, 1) * (Right - Left));
}
