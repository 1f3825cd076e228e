using Intervene.Reports.Content;

namespace Intervene.Reports.Drawing;

/// <summary>Draws long noisy curves as a centred moving average, cut off at the ends, over the faint raw line.</summary>
internal static class Smoothing
{
    /// <summary>Curves of fewer points than this are drawn as they are.</summary>
    public const int LeastPoints = 24;

    public static IEnumerable<Series> Lines(string label, string colour, IReadOnlyList<(double X, double Y)> points, int most)
    {
        if (points.Count < LeastPoints)
        {
            return [Line(points, faint: false)];
        }

        return [Line(Thin(points, most), faint: true), Line(Thin(Smooth(points), most), faint: false)];

        Series Line(IReadOnlyList<(double X, double Y)> line, bool faint) => new()
        {
            Label = label,
            Colour = colour,
            Faint = faint,
            Points = [.. line.Select(p => (p.X, Estimate.Of(p.Y)))],
        };
    }

    /// <summary>At most so many points of a line, at even distances, its last one among them.</summary>
    public static IReadOnlyList<(double X, double Y)> Thin(IReadOnlyList<(double X, double Y)> points, int most) => points.Count <= most ? points
        : [.. Enumerable.Range(0, most).Select(i => points[(int)((long)i * (points.Count - 1) / (most - 1))])];

    /// <summary>The moving average of a long curve; a short one as it is.</summary>
    public static IReadOnlyList<(double X, double Y)> Smooth(IReadOnlyList<(double X, double Y)> points)
    {
        var radius = Math.Max(1, points.Count / 24);
        return points.Count < LeastPoints ? points : [.. points.Select((p, i) => (p.X, Average(points, i, radius)))];
    }

    private static double Average(IReadOnlyList<(double X, double Y)> points, int at, int radius)
    {
        if (!double.IsFinite(points[at].Y))
        {
            return double.NaN;
        }

        var first = Math.Max(0, at - radius);
        var last = Math.Min(points.Count - 1, at + radius);
        return Enumerable.Range(first, last - first + 1).Select(i => points[i].Y).Where(double.IsFinite).Average();
    }
}
