using Intervene.Files;
using Intervene.Filtering;
using Intervene.Interventions;
using Intervene.Rollouts;
using Intervene.Steps;

namespace Intervene.Pipeline.Stages;

/// <summary>Where the attempts of a run stand, with their steps, interventions and the continuations to show.</summary>
internal sealed class AttemptPlaces
{
    private readonly RecordFile<Rollout>? _rollouts;
    private readonly RecordFile<SplitRollout>? _steps;
    private readonly RecordFile<Proposal>? _proposals;
    private readonly RecordFile<GuidedRollout>? _guided;
    private readonly Dictionary<string, SortedDictionary<int, RecordPlace>> _attempts = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Problem, int Sample), RecordPlace> _splits = [];
    private readonly Dictionary<(string Problem, int Sample), List<RecordPlace>> _corrections = [];
    private readonly Dictionary<InterventionId, List<(GuidedArm Arm, int Sample, bool IsRight, RecordPlace Place)>> _continuations = [];
    private readonly HashSet<string> _intervened = new(StringComparer.Ordinal);

    public AttemptPlaces(
        RecordFile<Rollout>? rollouts, RecordFile<SplitRollout>? steps, RecordFile<Proposal>? proposals, RecordFile<GuidedRollout>? guided)
    {
        (_rollouts, _steps, _proposals, _guided) = (rollouts, steps, proposals, guided);
        foreach (var (rollout, place) in rollouts?.Scan() ?? [])
        {
            Of(_attempts, rollout.ProblemId)[rollout.Completion.Sample] = place;
        }

        foreach (var (split, place) in steps?.Scan() ?? [])
        {
            _splits[(split.ProblemId, split.Sample)] = place;
        }

        foreach (var (proposal, place) in proposals?.Scan() ?? [])
        {
            Of(_corrections, (proposal.ProblemId, proposal.Sample)).Add(place);
            if (proposal is Correction)
            {
                _intervened.Add(proposal.ProblemId);
            }
        }

        foreach (var (rollout, place) in guided?.Scan() ?? [])
        {
            Take(Of(_continuations, rollout.Intervention), rollout, place);
        }
    }

    /// <summary>The sample indices of a problem's attempts.</summary>
    public IReadOnlyCollection<int> Attempts(string problem) => _attempts.TryGetValue(problem, out var samples) ? samples.Keys : [];

    /// <summary>Whether an oracle said something of an attempt.</summary>
    public bool Has(string problem, int sample) => _corrections.ContainsKey((problem, sample));

    /// <summary>Whether a problem has an intervention.</summary>
    public bool HasAny(string problem) => _intervened.Contains(problem);

    /// <summary>An attempt.</summary>
    public Rollout? Rollout(string problem, int sample) => _rollouts?.At(_attempts[problem][sample]);

    /// <summary>Its steps; null where it was not cut into steps.</summary>
    public SplitRollout? Steps(string problem, int sample) =>
        _splits.TryGetValue((problem, sample), out var place) ? _steps?.At(place) : null;

    /// <summary>What oracles said of it, in the order of the artifact.</summary>
    public IEnumerable<Proposal> Proposals(string problem, int sample) =>
        _corrections.TryGetValue((problem, sample), out var places) ? places.Select(place => _proposals!.At(place)) : [];

    /// <summary>A right and a wrong continuation of an intervention, then one of each control, as far as there are any.</summary>
    public IEnumerable<GuidedRollout> Continuations(InterventionId id) => !_continuations.TryGetValue(id, out var shown) ? []
        : shown.OrderBy(one => one.Arm == GuidedArm.Intervention ? 0 : 1).ThenBy(one => one.Arm).ThenBy(one => one.IsRight ? 0 : 1)
            .ThenBy(one => one.Sample).Select(one => _guided!.At(one.Place));

    /// <summary>Keeps the first right and the first wrong one of the intervention, and of a control the first right one, else its first.</summary>
    private static void Take(List<(GuidedArm Arm, int Sample, bool IsRight, RecordPlace Place)> shown, GuidedRollout rollout, RecordPlace place)
    {
        var one = (rollout.Arm, rollout.Completion.Sample, IsRight: rollout.Reward > 0, place);
        var at = shown.FindIndex(other => other.Arm == one.Arm && (one.Arm != GuidedArm.Intervention || other.IsRight == one.IsRight));
        if (at < 0)
        {
            shown.Add(one);
        }
        else if ((one.IsRight && !shown[at].IsRight) || (one.IsRight == shown[at].IsRight && one.Sample < shown[at].Sample))
        {
            shown[at] = one;
        }
    }

    private static TValue Of<TKey, TValue>(Dictionary<TKey, TValue> table, TKey key)
        where TKey : notnull
        where TValue : new() => table.TryGetValue(key, out var found) ? found : table[key] = new TValue();
}
