using System.Text.Json.Serialization;

namespace Intervene.Metrics;

/// <summary>A line of <c>metrics.jsonl</c>: <c>{"step": 12, "wall_time": 1700000000.5, "actor/entropy": 0.31, …}</c>.</summary>
[JsonConverter(typeof(MetricsRecordConverter))]
public sealed record MetricsRecord
{
    /// <summary>The update or training step that ended.</summary>
    public required long Step { get; init; }

    /// <summary>When it ended: seconds since 1970, UTC.</summary>
    public required double WallTime { get; init; }

    /// <summary>The numbers, in the order in which they were written.</summary>
    public required IReadOnlyList<Metric> Metrics { get; init; }

    /// <summary>The value of a metric, or null where the line has none of that name.</summary>
    public double? Find(string name)
    {
        foreach (var metric in Metrics)
        {
            if (metric.Name == name)
            {
                return metric.Value;
            }
        }

        return null;
    }
}
