namespace Intervene.Problems.Rows;

/// <summary>The rows that were left out: all are counted, the first of each reason are kept to be named.</summary>
public sealed class DroppedRows
{
    /// <summary>Rows of one reason that are kept.</summary>
    public const int Named = 10_000;

    private readonly SortedDictionary<string, List<DroppedRow>> _named = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> _counts = new(StringComparer.Ordinal);

    /// <summary>How many rows were left out.</summary>
    public long Count => _counts.Values.Sum();

    /// <summary>The reasons, in alphabetical order, with their counts and the first rows of each in the order they came.</summary>
    public IEnumerable<(string Reason, long Count, IReadOnlyList<DroppedRow> First)> Reasons =>
        _named.Select(pair => (pair.Key, _counts[pair.Key], (IReadOnlyList<DroppedRow>)pair.Value));

    /// <summary>Counts a row, and keeps it where it is among the first of its reason.</summary>
    public void Add(DroppedRow row)
    {
        _counts[row.Reason] = CountOf(row.Reason) + 1;
        if (!_named.TryGetValue(row.Reason, out var rows))
        {
            _named.Add(row.Reason, rows = []);
        }

        if (rows.Count < Named)
        {
            rows.Add(row);
        }
    }

    /// <summary>Adds what another source left out.</summary>
    public void Add(DroppedRows others)
    {
        foreach (var (reason, count, first) in others.Reasons)
        {
            foreach (var row in first)
            {
                Add(row);
            }

            _counts[reason] += count - first.Count;
        }
    }

    /// <summary>How many rows were left out for a reason.</summary>
    public long CountOf(string reason) => _counts.GetValueOrDefault(reason);
}
