using Intervene.Reports.Content;

namespace Intervene.Reports.Drawing;

/// <summary>The figures of what interventions are like. A figure with nothing to show is left out.</summary>
public static class AnalysisFigures
{
    private static readonly int[] Parts = [.. Enumerable.Range(0, AnalysisTables.Parts)];

    /// <summary>First errors by place and kind, one figure an oracle (paper, Figure 4).</summary>
    /// <param name="data">The run.</param>
    public static IReadOnlyList<Figure> Places(ReportData data)
    {
        var kinds = AnalysisTables.Kinds(data);
        return [.. data.Places.GroupBy(place => place.Oracle, StringComparer.Ordinal).Select(oracle => Of(
            $"error-places-{string.Concat(oracle.Key.Select(c => char.IsAsciiLetterOrDigit(c) ? c : '-'))}",
            new BarChart
            {
                Title = $"First errors by place, seen by {oracle.Key}: {ReportFormat.Count(oracle.Count())} attempts",
                XTitle = "place in the attempt, from the first step (0 %) to the last (100 %)",
                YTitle = "attempts",
                Classes = [.. Parts.Select(part => $"{part * 100 / AnalysisTables.Parts}–{(part + 1) * 100 / AnalysisTables.Parts}")],
                Parts = [.. kinds.Select(kind => (AnalysisTables.Name(kind), ChartStyle.Colour((int)kind), (IReadOnlyList<int>)
                    [.. Parts.Select(part => oracle.Count(place => AnalysisTables.Part(place) == part && place.Kind == kind))]))],
            }))];

        static Figure Of(string name, BarChart chart) =>
            new() { Name = name, Description = chart.Title, Content = chart.Render(), Width = chart.Width, Height = chart.Height };
    }

    /// <summary>The share of texts of at most so many tokens, every source a line (paper, Figure 3).</summary>
    /// <param name="data">The run.</param>
    public static Figure? Lengths(ReportData data)
    {
        var sources = data.Lengths.Where(lengths => lengths.Tokens.Count > 0).ToArray();
        if (sources.Length == 0)
        {
            return null;
        }

        var chart = new LineChart
        {
            Title = "Lengths of interventions and of whole solutions",
            X = Axis.PowersOfTwo("tokens (log scale)", sources.SelectMany(source => source.Tokens).Select(tokens => (double)Math.Max(1, tokens))),
            Y = Axis.Shares("texts of at most so many tokens", [1]),
            Series = [.. sources.Select((source, i) => new Series
            {
                Label = source.Source,
                Colour = ChartStyle.Colour(i),
                Points = [.. Cumulative(source.Tokens)],
            })],
            Width = 760,
            Height = 400,
            DirectLabels = true,
        };
        return new Figure { Name = "lengths", Description = chart.Title, Content = chart.Render(), Width = chart.Width, Height = chart.Height };
    }

    /// <summary>The base model's negative log-likelihood of a token, every source a row (paper, Figure 11a).</summary>
    /// <param name="data">The run.</param>
    public static Figure? Likelihoods(ReportData data)
    {
        if (data.Likelihoods.Count == 0)
        {
            return null;
        }

        var chart = new IntervalChart
        {
            Title = "What the base model thinks of training texts",
            X = Axis.FromZero("nats a token, with 95 % interval", data.Likelihoods.SelectMany(row => new[] { row.Nll.Value, row.Nll.Interval.High })),
            Rows = [.. data.Likelihoods.Select((row, i) => (row.Source, ChartStyle.Colour(i), Estimate.Of(row.Nll)))],
            Number = static value => new ReportCell.Nats(value).Display,
        };
        return new Figure { Name = "likelihoods", Description = chart.Title, Content = chart.Render(), Width = chart.Width, Height = chart.Height };
    }

    /// <summary>All of them.</summary>
    /// <param name="data">The run.</param>
    public static IReadOnlyList<Figure> All(ReportData data) => [.. Places(data), .. new[] { Lengths(data), Likelihoods(data) }.OfType<Figure>()];

    private static IEnumerable<(double X, Estimate Y)> Cumulative(IReadOnlyList<int> tokens)
    {
        var ordered = tokens.Select(count => Math.Max(1, count)).Order().ToArray();
        for (var i = 0; i < ordered.Length; i++)
        {
            if (i == 0 || ordered[i] != ordered[i - 1])
            {
                yield return (ordered[i], Estimate.Of((double)i / ordered.Length));
            }

            if (i + 1 == ordered.Length || ordered[i + 1] != ordered[i])
            {
                yield return (ordered[i], Estimate.Of((i + 1.0) / ordered.Length));
            }
        }
    }
}
