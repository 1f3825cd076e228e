namespace Intervene.Reports.Drawing;

/// <summary>Where lines of a chart lie on one another: there each is drawn in pieces, so that all of them are seen.</summary>
internal sealed class Coincidence
{
    private const double Near = 1.5; // pixels

    private readonly Dictionary<(long, long, long, long), List<Series>> _pieces = [];
    private readonly Dictionary<(long, long), List<Series>> _points = [];

    /// <summary>Adds a line's drawn points, those of one unbroken part.</summary>
    public void Add(Series series, IReadOnlyList<(double X, double Y)> part)
    {
        for (var i = 0; i < part.Count; i++)
        {
            Of(_points, Point(part[i])).Add(series);
            if (i > 0)
            {
                Of(_pieces, Piece(part[i - 1], part[i])).Add(series);
            }
        }
    }

    /// <summary>The lines that run from one point to another, in the order in which they were added.</summary>
    public IReadOnlyList<Series> At((double X, double Y) from, (double X, double Y) to) => _pieces.GetValueOrDefault(Piece(from, to), []);

    /// <summary>The lines that go through a point.</summary>
    public IReadOnlyList<Series> At((double X, double Y) point) => _points.GetValueOrDefault(Point(point), []);

    private static (long, long) Point((double X, double Y) point) => ((long)Math.Round(point.X / Near), (long)Math.Round(point.Y / Near));

    private static (long, long, long, long) Piece((double X, double Y) from, (double X, double Y) to)
    {
        var ((a, b), (c, d)) = (Point(from), Point(to));
        return (a, b, c, d);
    }

    private static List<Series> Of<TKey>(Dictionary<TKey, List<Series>> table, TKey key)
        where TKey : notnull => table.TryGetValue(key, out var found) ? found : table[key] = [];
}
