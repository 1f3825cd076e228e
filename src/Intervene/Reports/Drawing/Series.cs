using Intervene.Reports.Content;

namespace Intervene.Reports.Drawing;

/// <summary>A line of a chart.</summary>
internal sealed record Series
{
    public required string Label { get; init; }

    /// <summary>The colour's CSS class, see <see cref="ChartStyle"/>.</summary>
    public required string Colour { get; init; }

    public LineKind Line { get; init; } = LineKind.Solid;

    public bool Markers { get; init; }

    /// <summary>The markers' shape: each colour has its own, so that lines are told apart without colour too.</summary>
    public int Shape => Colour.Length == 3 && char.IsAsciiDigit(Colour[2]) ? Colour[2] - '0' : 0;

    /// <summary>Whether the line is only the noise behind a smoothed one, and has no name.</summary>
    public bool Faint { get; init; }

    /// <summary>The points by ascending x; a value that is not finite breaks the line.</summary>
    public required IReadOnlyList<(double X, Estimate Y)> Points { get; init; }
}
