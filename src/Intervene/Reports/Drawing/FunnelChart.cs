using Intervene.Reports.Content;

namespace Intervene.Reports.Drawing;

/// <summary>What each sieve lets through: a bar a row from above, as wide as what is left, and beside it what fell out and why.</summary>
internal sealed record FunnelChart
{
    private const double RowHeight = 46;
    private const double BarHeight = 24;
    private const double Top = 40;
    private const double RightWidth = 400; // of counts and reasons

    public required string Title { get; init; }

    public required IReadOnlyList<FunnelRow> Rows { get; init; }

    public double Width { get; init; } = 820;

    public double Height => Top + (Rows.Count * RowHeight) + 4;

    private double LabelWidth => Math.Min(Width * 0.36, 20 + Rows.Select(row => TextSize.Width(row.Label)).DefaultIfEmpty(0).Max());

    private double BarWidth => Width - LabelWidth - RightWidth;

    /// <summary>The chart's content, without the enclosing <c>svg</c> element.</summary>
    public string Render()
    {
        var svg = new SvgWriter();
        var most = Math.Max(1, Rows.Select(row => row.Count).DefaultIfEmpty(0).Max());
        var centre = LabelWidth + (BarWidth / 2);
        double Half(long count) => count == 0 ? 0.75 : Math.Max(0.75, BarWidth / 2 * count / most);
        svg.Text(Title, ("class", "ivi ivh"), ("x", 2), ("y", 18));
        for (var i = 0; i < Rows.Count; i++)
        {
            var (row, y) = (Rows[i], Top + (i * RowHeight));
            if (i + 1 < Rows.Count)
            {
                var (half, next) = (Half(row.Count), Half(Rows[i + 1].Count));
                svg.Leaf("path", ("class", ChartStyle.Colour(0)), ("fill", "currentColor"), ("fill-opacity", "0.14"),
                    ("d", $"M{At(centre - half, y + BarHeight)}L{At(centre + half, y + BarHeight)}L{At(centre + next, y + RowHeight)}"
                        + $"L{At(centre - next, y + RowHeight)}Z"));
            }

            Row(svg, row, y, centre, Half(row.Count));
        }

        return svg.ToString();
    }

    private void Row(SvgWriter svg, FunnelRow row, double y, double centre, double half)
    {
        svg.Text(TextSize.Cut(row.Label, LabelWidth - 14), ("class", "ivi"), ("x", 2), ("y", y + 16));
        svg.Open("g", ("class", ChartStyle.Colour(0)));
        svg.Open("rect", ("fill", "currentColor"), ("x", centre - half), ("y", y), ("width", 2 * half), ("height", BarHeight), ("rx", 2))
            .Content("title", Told(row)).Close("rect");
        svg.Close("g");
        var count = ReportFormat.Count(row.Count) + (row.Share is { } share ? $" ({ReportFormat.Percent(share.Value)})" : "");
        var x = LabelWidth + BarWidth + 14;
        svg.Text(count, ("class", "ivi ivl"), ("x", x), ("y", y + 16));
        var reasons = string.Join("; ", row.Dropped.Select(reason => $"−{reason.Value} {Words(reason.Name)}"));
        if (reasons.Length > 0)
        {
            svg.Open("g").Content("title", reasons)
                .Text(TextSize.Cut(reasons, 0.9 * (Width - x)), ("class", "ivf"), ("x", x), ("y", y + 33)).Close("g");
        }
    }

    private static string Told(FunnelRow row) => $"{row.Label}: {ReportFormat.Count(row.Count)}"
        + (row.Of > 0 ? $" of {ReportFormat.Count(row.Of)}" : "") + string.Concat(row.Dropped.Select(reason => $"\n{reason.Name}: {reason.Value}"));

    /// <summary>A reason's snake_case name as words; an option's name stays as it is.</summary>
    private static string Words(string reason) => reason.Contains('.', StringComparison.Ordinal) ? reason : reason.Replace('_', ' ');

    private static string At(double x, double y) => SvgWriter.Number(x) + " " + SvgWriter.Number(y);
}
