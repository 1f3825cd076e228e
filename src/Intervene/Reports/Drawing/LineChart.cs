using System.Globalization;
using System.Text;
using Intervene.Reports.Content;

namespace Intervene.Reports.Drawing;

/// <summary>Lines over two axes with 95 % bands; the lines' names stand at their right ends, or the page's legend names them.</summary>
internal sealed record LineChart
{
    public required string Title { get; init; }

    public required Axis X { get; init; }

    public required Axis Y { get; init; }

    public required IReadOnlyList<Series> Series { get; init; }

    public double Width { get; init; } = 400;

    public double Height { get; init; } = 300;

    /// <summary>Whether each line is named at its right end; room for the names is kept.</summary>
    public bool DirectLabels { get; init; }

    private double Left => 14 + (Y.Ticks.Select(t => TextSize.Width(t.Label)).DefaultIfEmpty(20).Max());

    private double Right =>
        Width - (DirectLabels ? Math.Min(Width * 0.4, 18 + Series.Select(s => TextSize.BoldWidth(s.Label)).DefaultIfEmpty(0).Max()) : 14);

    private const double Top = 52;
    private const double Stripe = 6; // pixels of a line that shares its way
    private const int MostHints = 30; // points of a line that tell their values

    private double Bottom => Height - 44;

    /// <summary>The chart's content, without the enclosing <c>svg</c> element.</summary>
    public string Render()
    {
        var svg = new SvgWriter();
        svg.Text(Title, ("class", "ivi ivh"), ("x", 2), ("y", 18));
        svg.Text(Y.Title, ("class", "ivf"), ("x", 2), ("y", 37));
        Grid(svg);
        if (!Series.Any(s => s.Points.Any(IsDrawn)))
        {
            svg.Text("not measured", ("class", "ivf"), ("x", (Left + Right) / 2), ("y", (Top + Bottom) / 2), ("text-anchor", "middle"));
            return svg.ToString();
        }

        foreach (var series in Series)
        {
            Band(svg, series);
        }

        var together = new Coincidence();
        foreach (var series in Series.Where(series => !series.Faint))
        {
            foreach (var run in Runs(series, IsDrawn))
            {
                together.Add(series, [.. run.Select(Mapped)]);
            }
        }

        foreach (var series in Series)
        {
            Line(svg, series, together);
        }

        if (DirectLabels)
        {
            Labels(svg);
        }

        return svg.ToString();
    }

    private void Grid(SvgWriter svg)
    {
        foreach (var (value, label) in Y.Ticks)
        {
            svg.Leaf("line", ("class", "ivr"), ("x1", Left), ("x2", Right), ("y1", MapY(value)), ("y2", MapY(value)));
            svg.Text(label, ("class", "ivf"), ("x", Left - 6), ("y", MapY(value) + 4), ("text-anchor", "end"));
        }

        foreach (var (value, label) in X.TicksWithin(Right - Left))
        {
            svg.Leaf("line", ("class", "ivr"), ("x1", MapX(value)), ("x2", MapX(value)), ("y1", Bottom), ("y2", Bottom + 4));
            svg.Text(label, ("class", "ivf"), ("x", MapX(value)), ("y", Bottom + 18), ("text-anchor", "middle"));
        }

        svg.Text(X.Title, ("class", "ivf"), ("x", (Left + Right) / 2), ("y", Bottom + 36), ("text-anchor", "middle"));
    }

    private void Band(SvgWriter svg, Series series)
    {
        foreach (var run in Runs(series, p => IsDrawn(p) && p.Y.HasInterval))
        {
            if (run.Count == 1)
            {
                var (x, y) = run[0];
                svg.Leaf("path", ("class", series.Colour), ("data-s", series.Label), ("d", $"M{XY(x, y.Low)}L{XY(x, y.High)}"),
                    ("stroke", "currentColor"), ("stroke-width", 1.5), ("fill", "none"));
                continue;
            }

            var path = new StringBuilder("M");
            path.AppendJoin('L', run.Select(p => XY(p.X, p.Y.High)))
                .Append('L').AppendJoin('L', run.Reverse().Select(p => XY(p.X, p.Y.Low))).Append('Z');
            svg.Leaf(
                "path", ("class", series.Colour), ("data-s", series.Label), ("d", path.ToString()), ("fill", "currentColor"),
                ("fill-opacity", "0.13"));
        }
    }

    private void Line(SvgWriter svg, Series series, Coincidence together)
    {
        svg.Open("g", ("class", series.Colour), ("data-s", series.Label));
        foreach (var run in Runs(series, IsDrawn))
        {
            (double X, double Y)[] points = [.. run.Select(Mapped)];
            for (var (from, to) = (0, 1); to < points.Length; from = to, to++)
            {
                var shared = Shared(series, points, to, together);
                while (to + 1 < points.Length && Shared(series, points, to + 1, together) == shared)
                {
                    to++;
                }

                Stroke(svg, series, points[from..(to + 1)], shared);
            }

            var stride = series.Markers ? 1 : Math.Max(1, run.Count / MostHints);
            foreach (var (i, point) in run.Index().Where(pair => !series.Faint && pair.Index % stride == 0))
            {
                Point(svg, series, point, points[i], together, series.Markers || run.Count == 1);
            }
        }

        svg.Close("g");
    }

    /// <summary>Of how many lines that lie on one another a piece is one, and which: (1, 0) where it lies alone.</summary>
    private static (int Lines, int Rank) Shared(Series series, (double X, double Y)[] points, int to, Coincidence together)
    {
        var lines = series.Faint ? [] : together.At(points[to - 1], points[to]);
        return lines.Count < 2 ? (1, 0) : (lines.Count, lines.TakeWhile(line => !ReferenceEquals(line, series)).Count());
    }

    private static void Stroke(SvgWriter svg, Series series, IReadOnlyList<(double X, double Y)> points, (int Lines, int Rank) shared)
    {
        var dashes = shared.Lines > 1 ? $"{SvgWriter.Number(Stripe)} {SvgWriter.Number(Stripe * (shared.Lines - 1))}"
            : series.Line switch { LineKind.Dashed => "7 4", LineKind.Dotted => "2 3.5", _ => "none" };
        svg.Leaf("path", ("d", "M" + string.Join('L', points.Select(At))), ("fill", "none"), ("stroke", "currentColor"),
            ("stroke-width", series.Faint ? 1 : 2), ("stroke-opacity", series.Faint ? "0.35" : "1"), ("stroke-dasharray", dashes),
            ("stroke-dashoffset", -Stripe * shared.Rank), ("stroke-linejoin", "round"), ("stroke-linecap", dashes == "none" ? "round" : "butt"));
    }

    /// <summary>A point: where several lines meet in it, the later ones are rings around the first. It tells the values of all of them.</summary>
    private void Point(
        SvgWriter svg, Series series, (double X, Estimate Y) point, (double X, double Y) at, Coincidence together, bool isShown)
    {
        var lines = together.At(at);
        var rank = lines.TakeWhile(line => !ReferenceEquals(line, series)).Count();
        if (isShown)
        {
            svg.Leaf("path", ("d", Marker.Path(series.Shape, at.X, at.Y, 2.8 + (1.9 * Math.Min(rank, 2)))),
                ("fill", rank == 0 ? "currentColor" : "none"), ("stroke", "currentColor"), ("stroke-width", rank == 0 ? "0.5" : "1.4"));
        }

        var values = lines.Count < 2 ? [$"{series.Label}: {Told(point.Y)}"]
            : lines.Select(line => $"{line.Label}: {Told(line.Points.Where(IsDrawn).MinBy(other => Math.Abs(other.X - point.X)).Y)}");
        svg.Open("circle", ("cx", at.X), ("cy", at.Y), ("r", 7), ("fill-opacity", "0"))
            .Content("title", $"{X.Title.Split(" (")[0]} {point.X.ToString("#,0.##", CultureInfo.InvariantCulture)}\n{string.Join('\n', values)}")
            .Close("circle");
    }

    private string Told(Estimate value) => Y.IsShare ? new ReportCell.Share(value).Display
        : double.Abs(value.Value) < 1 ? value.Value.ToString("0.####", CultureInfo.InvariantCulture) : new ReportCell.Quantity(value).Display;

    private (double X, double Y) Mapped((double X, Estimate Y) point) => (MapX(point.X), MapY(point.Y.Value));

    private static string At((double X, double Y) point) => SvgWriter.Number(point.X) + " " + SvgWriter.Number(point.Y);

    private void Labels(SvgWriter svg)
    {
        var ends = Series.Where(s => !s.Faint && s.Points.Any(IsDrawn))
            .Select(s => (Series: s, At: MapY(s.Points.Last(IsDrawn).Y.Value))).OrderBy(e => e.At).ToArray();
        var spots = LabelPlacement.Spread([.. ends.Select(e => e.At)], 15, Top, Bottom);
        for (var i = 0; i < ends.Length; i++)
        {
            var (series, at) = ends[i];
            var end = MapX(series.Points.Last(IsDrawn).X);
            svg.Leaf(
                "path", ("class", series.Colour), ("d", FormattableString.Invariant($"M{end + 4:0.##} {at:0.##}L{Right + 10:0.##} {spots[i]:0.##}")),
                ("stroke", "currentColor"), ("stroke-opacity", "0.5"), ("fill", "none"));
            svg.Open("g", ("class", series.Colour), ("data-s", series.Label));
            svg.Text(TextSize.Cut(series.Label, (Width - Right - 14) / TextSize.Bold),
                ("class", "ivl"), ("fill", "currentColor"), ("x", Right + 14), ("y", spots[i] + 4));
            svg.Close("g");
        }
    }

    private static IEnumerable<IList<(double X, Estimate Y)>> Runs(Series series, Predicate<(double X, Estimate Y)> isDrawn)
    {
        var run = new List<(double, Estimate)>();
        foreach (var point in series.Points)
        {
            if (isDrawn(point))
            {
                run.Add(point);
            }
            else if (run.Count > 0)
            {
                yield return run;
                run = [];
            }
        }

        if (run.Count > 0)
        {
            yield return run;
        }
    }

    private bool IsDrawn((double X, Estimate Y) point) => double.IsFinite(point.Y.Value) && double.IsFinite(point.X) && (!X.Log2 || point.X > 0)
        && (!Y.Log2 || point.Y.Value > 0);

    private double MapX(double x) => Left + (Math.Clamp(X.Position(x), 0, 1) * (Right - Left));

    private double MapY(double y) => Bottom - (Math.Clamp(Y.Position(y), 0, 1) * (Bottom - Top));

    private string XY(double x, double y) => SvgWriter.Number(MapX(x)) + " " + SvgWriter.Number(MapY(y));
}
