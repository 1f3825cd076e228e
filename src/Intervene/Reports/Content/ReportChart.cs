namespace Intervene.Reports.Content;

/// <summary>A chart of an added section, as data.</summary>
public abstract record ReportChart
{
    private ReportChart()
    {
    }

    /// <summary>The file name without its ending: lower-case letters, digits and <c>-</c>, once a run.</summary>
    public required string Name { get; init; }

    /// <summary>What it shows; its heading, and its description for readers who do not see it.</summary>
    public required string Title { get; init; }

    /// <summary>What its values are, and their unit.</summary>
    public required string ValueTitle { get; init; }

    /// <summary>Whether values are shares in 0 … 1, or differences of shares; else they are plain numbers.</summary>
    public bool IsShare { get; init; } = true;

    /// <summary>A dot with its interval a row.</summary>
    public sealed record Intervals : ReportChart
    {
        /// <summary>The rows from above: the name, the value, and the arm's place in the order of arms for its colour (-1 is grey).</summary>
        public required IReadOnlyList<(string Label, Estimate Value, int Colour)> Rows { get; init; }
    }

    /// <summary>Lines over a number.</summary>
    public sealed record Lines : ReportChart
    {
        /// <summary>What the lines run over.</summary>
        public required string XTitle { get; init; }

        /// <summary>Whether that is shown in powers of two.</summary>
        public bool IsLog { get; init; }

        /// <summary>Whether values are shown as ratios: plain numbers above 0 that lie orders of magnitude apart.</summary>
        public bool IsValueLog { get; init; }

        /// <summary>The lines: name, colour as in <see cref="Intervals.Rows"/>, and points by ascending x.</summary>
        public required IReadOnlyList<(string Label, int Colour, IReadOnlyList<(double X, Estimate Y)> Points)> Series { get; init; }
    }
}
