using Intervene.Interventions;

namespace Intervene.Filtering;

/// <summary>What oracles proposed and refused, counted over a stream of proposals.</summary>
internal sealed class ProposalCounts
{
    private readonly HashSet<(string ProblemId, int Sample)> _asked = [];
    private readonly Dictionary<RefusalReason, int> _refusals = [];

    /// <summary>Rollouts asked about.</summary>
    public int Asked => _asked.Count;

    /// <summary>Interventions.</summary>
    public int Proposed { get; private set; }

    /// <summary>Interventions that state the answer.</summary>
    public int Leaking { get; private set; }

    /// <summary>Refusals by reason, most frequent first.</summary>
    public IReadOnlyList<RefusalCount> Refusals =>
        [.. _refusals.OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key).Select(pair => new RefusalCount(pair.Key, pair.Value))];

    /// <summary>Counts proposals: all of them, and those of each oracle.</summary>
    public static (ProposalCounts All, IReadOnlyDictionary<string, ProposalCounts> ByOracle) Of(IEnumerable<Proposal> proposals)
    {
        var all = new ProposalCounts();
        var byOracle = new Dictionary<string, ProposalCounts>(StringComparer.Ordinal);
        foreach (var proposal in proposals)
        {
            all.Add(proposal);
            if (!byOracle.TryGetValue(proposal.Oracle, out var own))
            {
                byOracle.Add(proposal.Oracle, own = new ProposalCounts());
            }

            own.Add(proposal);
        }

        return (all, byOracle);
    }

    private void Add(Proposal proposal)
    {
        _asked.Add((proposal.ProblemId, proposal.Sample));
        switch (proposal)
        {
            case Correction correction:
                Proposed++;
                Leaking += correction.Leak is { IsLeak: true } ? 1 : 0;
                break;
            case Refusal refusal:
                _refusals[refusal.Reason] = _refusals.GetValueOrDefault(refusal.Reason) + 1;
                break;
        }
    }
}
