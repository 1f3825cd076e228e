namespace Intervene.Reports.Drawing;

/// <summary>The shapes of points.</summary>
internal static class Marker
{
    /// <summary>A path around a point; shapes repeat after four.</summary>
    /// <param name="shape">Which shape.</param>
    /// <param name="x">The point.</param>
    /// <param name="y">The point's height.</param>
    /// <param name="size">Half its width, about.</param>
    public static string Path(int shape, double x, double y, double size) => (shape % 4) switch
    {
        0 => $"M{At(x - size, y)}a{At(size, size)} 0 1 0 {At(2 * size, 0)}a{At(size, size)} 0 1 0 {At(-2 * size, 0)}Z",
        1 => $"M{At(x, y - (size * 1.3))}L{At(x + (size * 1.3), y)}L{At(x, y + (size * 1.3))}L{At(x - (size * 1.3), y)}Z",
        2 => $"M{At(x - (size * 0.9), y - (size * 0.9))}h{N(size * 1.8)}v{N(size * 1.8)}h{N(size * -1.8)}Z",
        _ => $"M{At(x, y - (size * 1.2))}L{At(x + (size * 1.2), y + (size * 0.9))}L{At(x - (size * 1.2), y + (size * 0.9))}Z",
    };

    private static string At(double x, double y) => $"{N(x)} {N(y)}";

    private static string N(double value) => SvgWriter.Number(value);
}
