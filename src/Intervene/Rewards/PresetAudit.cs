using Intervene.Answers;

namespace Intervene.Rewards;

/// <summary>A second opinion on rewards: the same responses under several presets, and where they part ways, by kind, for a person to read.</summary>
/// <param name="first">The preset whose rewards are in question.</param>
/// <param name="others">The presets that it is compared with.</param>
/// <param name="named">Disagreements kept of each kind; all are counted.</param>
public sealed class PresetAudit(Preset first, IReadOnlyList<Preset> others, int named)
{
    private readonly Dictionary<string, (long Count, List<AuditDisagreement> First)> _kinds = new(StringComparer.Ordinal);
    private readonly Dictionary<Preset, (long MoreRewards, long FewerRewards)> _counts = others.ToDictionary(preset => preset, _ => (0L, 0L));
    private (string Gold, CompiledGold[] Compiled)? _last;

    /// <summary>Responses that were looked at.</summary>
    public long Cases { get; private set; }

    /// <summary>Of these, rewarded by the first preset.</summary>
    public long Rewarded { get; private set; }

    /// <summary>For each other preset: responses that it alone rewards, and those that the first alone rewards.</summary>
    public IReadOnlyDictionary<Preset, (long MoreRewards, long FewerRewards)> Counts => _counts;

    /// <summary>The kinds of disagreement, the most frequent first.</summary>
    public IEnumerable<(string Kind, long Count, IReadOnlyList<AuditDisagreement> First)> Kinds =>
        _kinds.OrderByDescending(kind => kind.Value.Count).ThenBy(kind => kind.Key, StringComparer.Ordinal)
            .Select(kind => (kind.Key, kind.Value.Count, (IReadOnlyList<AuditDisagreement>)kind.Value.First));

    /// <summary>Looks at a response; gives the disagreements about it.</summary>
    /// <param name="looked">The response.</param>
    public IReadOnlyList<AuditDisagreement> Add(AuditCase looked)
    {
        if (_last is not { } last || last.Gold != looked.Gold)
        {
            _last = last = (looked.Gold, [.. others.Prepend(first).Select(preset => CompiledGold.Compile(looked.Gold, preset))]);
        }

        Cases++;
        var verdict = last.Compiled[0].Verify(looked.Response);
        Rewarded += verdict.IsCorrect ? 1 : 0;
        var found = others.Select((other, i) => (Preset: other, Verdict: last.Compiled[i + 1].Verify(looked.Response)))
            .Where(second => second.Verdict.IsCorrect != verdict.IsCorrect)
            .GroupBy(second => AuditDisagreement.Outcome(second.Verdict), StringComparer.Ordinal)
            .Select(same => new AuditDisagreement(looked, verdict, [.. same.Select(second => second.Preset)], same.First().Verdict))
            .ToList();
        foreach (var disagreement in found)
        {
            var (count, kept) = _kinds.GetValueOrDefault(disagreement.Kind, (0, []));
            if (kept.Count < named)
            {
                kept.Add(disagreement);
            }

            _kinds[disagreement.Kind] = (count + 1, kept);
            foreach (var other in disagreement.Others)
            {
                var (more, fewer) = _counts[other];
                _counts[other] = disagreement.Second.IsCorrect ? (more + 1, fewer) : (more, fewer + 1);
            }
        }

        return found;
    }
}
