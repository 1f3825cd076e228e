using System.Collections.Concurrent;
using System.Globalization;
using System.Text;

namespace Intervene.Serving.Hosting;

/// <summary>Counters and gauges in the text format that Prometheus reads. Safe for use by several threads.</summary>
public sealed class ServerMetrics
{
    private readonly ConcurrentDictionary<(string Name, string Labels), double> _values = [];
    private readonly ConcurrentDictionary<string, (string Type, string Help)> _families = [];
    private readonly ConcurrentDictionary<string, Func<double>> _gauges = [];

    /// <summary>Declares a counter.</summary>
    /// <param name="name">The name, with its unit, e.g. <c>intervene_requests_total</c>.</param>
    /// <param name="help">What it counts.</param>
    public void Counter(string name, string help) => _families[name] = ("counter", help);

    /// <summary>Declares a gauge that is read when the metrics are.</summary>
    /// <param name="name">The name.</param>
    /// <param name="help">What it measures.</param>
    /// <param name="read">Reads it.</param>
    public void Gauge(string name, string help, Func<double> read)
    {
        _families[name] = ("gauge", help);
        _gauges[name] = read;
    }

    /// <summary>Adds to a counter.</summary>
    /// <param name="name">A counter that was declared.</param>
    /// <param name="amount">How much; not negative.</param>
    /// <param name="label">A label's name; empty for none.</param>
    /// <param name="value">The label's value.</param>
    public void Add(string name, double amount = 1, string label = "", string value = "") =>
        _values.AddOrUpdate((name, label.Length == 0 ? "" : $"{{{label}=\"{Escaped(value)}\"}}"), amount, (_, sum) => sum + amount);

    /// <summary>Everything that was declared, in the order of the names.</summary>
    public string Write()
    {
        var text = new StringBuilder();
        foreach (var (name, (type, help)) in _families.OrderBy(family => family.Key, StringComparer.Ordinal))
        {
            text.Append(CultureInfo.InvariantCulture, $"# HELP {name} {help}\n# TYPE {name} {type}\n");
            if (_gauges.TryGetValue(name, out var read))
            {
                text.Append(CultureInfo.InvariantCulture, $"{name} {read():R}\n");
            }

            foreach (
                var ((_, labels), value) in _values.Where(pair => pair.Key.Name == name).OrderBy(pair => pair.Key.Labels, StringComparer.Ordinal))
            {
                text.Append(CultureInfo.InvariantCulture, $"{name}{labels} {value:R}\n");
            }
        }

        return text.ToString();
    }

    private static string Escaped(string value) =>
        value.Replace("\\", "\\\\", StringComparison.Ordinal)
        .Replace("\"", "\\\"", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);
}
