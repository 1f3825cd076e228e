using System.Globalization;
using Intervene.Interventions;
using Intervene.Interventions.Locating;

namespace Intervene.Filtering;

/// <summary>Where the oracles saw the first error and what their replies cost, read from a stream of replies.</summary>
internal sealed class OracleReplies
{
    private readonly Dictionary<string, Dictionary<string, LocatedError>> _located = new(StringComparer.Ordinal);
    private readonly Dictionary<string, OracleSpending> _costs = new(StringComparer.Ordinal);

    /// <summary>The oracles, in the order in which they were asked.</summary>
    public IReadOnlyList<string> Oracles { get; private set; } = [];

    /// <summary>Reads replies; their texts are not held.</summary>
    public static OracleReplies Of(IEnumerable<RecordedReply> replies)
    {
        var read = new OracleReplies();
        var order = new List<string>();
        foreach (var record in replies)
        {
            if (!read._located.TryGetValue(record.Oracle, out var located))
            {
                order.Add(record.Oracle);
                read._located.Add(record.Oracle, located = new Dictionary<string, LocatedError>(StringComparer.Ordinal));
            }

            var id = string.Create(CultureInfo.InvariantCulture, $"{record.ProblemId}/{record.Sample}");
            located[id] = LocatedError.Of(id, record.Oracle, record.Reply) with { Content = null, Reason = null };
            read._costs[record.Oracle] = read._costs.GetValueOrDefault(record.Oracle, OracleSpending.None) + record.Reply;
        }

        read.Oracles = order;
        return read;
    }

    /// <summary>Rollouts of which an oracle named a step.</summary>
    public int Located(string oracle) => _located[oracle].Values.Count(error => error.Location is not null);

    /// <summary>Rollouts that an oracle was asked about.</summary>
    public int Asked(string oracle) => _located[oracle].Count;

    /// <summary>What an oracle's replies cost.</summary>
    public OracleSpending Cost(string oracle) => _costs[oracle];

    /// <summary>How far every two oracles agree.</summary>
    public IReadOnlyList<OracleAgreement> Agreements() =>
        [.. Oracles.Index().SelectMany(first => Oracles.Skip(first.Index + 1).Select(second => Compare(first.Item, second)))];

    private OracleAgreement Compare(string first, string second)
    {
        string[] both = [.. _located[first].Keys.Where(_located[second].ContainsKey)];
        var agreement = Agreement.Of([.. both.Select(id => _located[first][id])], [.. both.Select(id => _located[second][id])]);
        return new OracleAgreement(
            first, second, both.Length, agreement.Exact.Hits, agreement.Near.Of, agreement.Near.Hits, agreement.Kappa);
    }
}
