using Intervene.Reports.Content;

namespace Intervene.Reports.Drawing;

/// <summary>The charts of added sections.</summary>
internal static class SectionFigures
{
    /// <summary>The figure; null where there is nothing to draw.</summary>
    public static Figure? Of(ReportChart chart) => chart switch
    {
        ReportChart.Intervals intervals => Of(intervals),
        ReportChart.Lines lines => Of(lines),
        _ => null,
    };

    private static Figure? Of(ReportChart.Intervals chart)
    {
        var rows = chart.Rows.Where(row => double.IsFinite(row.Value.Value)).ToArray();
        if (rows.Length == 0)
        {
            return null;
        }

        var drawn = new IntervalChart
        {
            Title = chart.Title,
            X = Axis.Values(chart.ValueTitle, chart.IsShare, rows.SelectMany(row => new[] { row.Value.Value, row.Value.Low, row.Value.High })),
            Rows = [.. rows.Select(row => (row.Label, ChartStyle.Colour(row.Colour), row.Value))],
            Number = chart.IsShare ? static value => new ReportCell.Share(value).Display : static value => new ReportCell.Quantity(value).Display,
        };
        return new Figure { Name = chart.Name, Description = chart.Title, Content = drawn.Render(), Width = drawn.Width, Height = drawn.Height };
    }

    private static Figure? Of(ReportChart.Lines chart)
    {
        var points = chart.Series.SelectMany(series => series.Points).Where(point => double.IsFinite(point.Y.Value)).ToArray();
        if (points.Length == 0)
        {
            return null;
        }

        var xs = points.Select(point => point.X);
        var drawn = new LineChart
        {
            Title = chart.Title,
            X = chart.IsLog ? Axis.PowersOfTwo(chart.XTitle, xs) : Axis.Steps(chart.XTitle, xs),
            Y = chart.IsValueLog ? Axis.Logarithmic(chart.ValueTitle, points.SelectMany(point => new[] { point.Y.Value, point.Y.High }))
                : Axis.Values(chart.ValueTitle, chart.IsShare, points.SelectMany(point => new[] { point.Y.Value, point.Y.Low, point.Y.High })),
            Series = [.. chart.Series.Select(series => new Series
            {
                Label = series.Label,
                Colour = ChartStyle.Colour(series.Colour),
                Markers = true,
                Points = series.Points,
            })],
            Width = 760,
            Height = 400,
            DirectLabels = true,
        };
        return new Figure { Name = chart.Name, Description = chart.Title, Content = drawn.Render(), Width = drawn.Width, Height = drawn.Height };
    }
}
