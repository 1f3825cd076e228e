using Intervene.Options;

namespace Intervene.Learning;

/// <summary>Decides which problems oracles are asked about while reinforcement learning goes on, and how accepted interventions join.</summary>
/// <param name="options">When to ask, and what for; null asks nobody.</param>
/// <param name="state">Where it stands, from a checkpoint; null begins.</param>
public sealed class OnlineGuide(OnlineOptions? options, OnlineState? state = null)
{
    private readonly SortedDictionary<string, int> _waiting = new(state?.Waiting.ToDictionary() ?? [], StringComparer.Ordinal);
    private readonly SortedDictionary<string, int> _asked = new(state?.Asked.ToDictionary() ?? [], StringComparer.Ordinal);
    private readonly List<OnlineIntervention> _accepted = [.. state?.Accepted ?? []];
    private int _calls = state?.Calls ?? 0;

    /// <summary>Where it stands; null where nobody is asked.</summary>
    public OnlineState? State => options is null ? null : new OnlineState
    {
        Waiting = _waiting.ToDictionary(),
        Asked = _asked.ToDictionary(),
        Calls = _calls,
        Accepted = [.. _accepted],
    };

    /// <summary>Interventions accepted so far.</summary>
    public int Pool => _accepted.Count;

    /// <summary>Problems that have waited long enough, whether or not they may be asked about.</summary>
    public int Stuck => options is null ? 0 : _waiting.Values.Count(visits => visits >= options.AfterVisits);

    /// <summary>A problem as a group begins it: at every second visit behind an intervention of its own, each in its turn.</summary>
    /// <param name="problem">The problem.</param>
    /// <param name="visit">How often it was visited before.</param>
    /// <param name="index">The problem's number.</param>
    public RlProblem Show(RlProblem problem, long visit, int index)
    {
        if (options is not { As: OnlineUse.StartState } || (visit + index) % 2 != 0)
        {
            return problem;
        }

        var own = _accepted.Where(accepted => accepted.ProblemId == problem.Id).ToList();
        if (own.Count == 0)
        {
            return problem;
        }

        var begun = own[(int)(visit / 2 % own.Count)].Tokens;
        return problem with { PromptIds = [.. problem.PromptIds, .. begun], Begun = begun };
    }

    /// <summary>What is cloned in a step beside the policy's loss: of many interventions each in its turn.</summary>
    /// <param name="step">The step, 0-based.</param>
    public IReadOnlyList<OnlineIntervention> Terms(int step)
    {
        if (options is not { As: OnlineUse.SftTerm, PerStep: var most } || _accepted.Count == 0)
        {
            return [];
        }

        var first = (int)((long)step * most % _accepted.Count);
        return [.. Enumerable.Range(0, Math.Min(most, _accepted.Count)).Select(i => _accepted[(first + i) % _accepted.Count])];
    }

    /// <summary>Counts a step's groups and says which problems to ask about.</summary>
    /// <remarks>
    /// A group that begins behind an intervention is no visit. One in which a verifier failed may hold a right rollout, and counts neither way.
    /// </remarks>
    /// <param name="rollouts">All rollouts of the step, a group after the other, those thrown away included.</param>
    /// <param name="oracles">How many oracles each attempt is asked of.</param>
    public IReadOnlyList<OnlineCase> Visit(IEnumerable<RlRollout> rollouts, int oracles)
    {
        if (options is null)
        {
            return [];
        }

        var last = new Dictionary<string, RlRollout[]>(StringComparer.Ordinal);
        var order = new List<string>();
        foreach (var group in rollouts.GroupBy(rollout => rollout.Group).Select(group => group.ToArray())
            .Where(group => group[0].Problem.Begun is null && !group.Any(rollout => rollout.Masked && !rollout.Truncated)))
        {
            var id = group[0].Problem.Id;
            _waiting[id] = group.Any(rollout => rollout.Score > 0) ? 0 : _waiting.GetValueOrDefault(id) + 1;
            if (!last.ContainsKey(id))
            {
                order.Add(id);
            }

            last[id] = group;
        }

        var cases = new List<OnlineCase>();
        var left = options.AtMost is { } most ? most - _calls : int.MaxValue;
        foreach (var id in order.Where(id => _waiting[id] >= options.AfterVisits && _asked.GetValueOrDefault(id) < options.AtMostPerProblem))
        {
            var calls = Math.Min(left, options.Attempts * oracles);
            if (calls <= 0)
            {
                break;
            }

            left -= calls;
            cases.Add(new OnlineCase(
                last[id][0].Problem, _waiting[id],
                [.. last[id].OrderBy(rollout => rollout.Truncated).ThenBy(rollout => rollout.Completion.Sample).Take(options.Attempts)], calls));
        }

        return cases;
    }

    /// <summary>Takes what was asked.</summary>
    /// <param name="cases">The problems.</param>
    /// <param name="records">The calls, in the order of the problems.</param>
    public void Take(IReadOnlyList<OnlineCase> cases, IReadOnlyList<OnlineRecord> records)
    {
        foreach (var asked in cases)
        {
            _asked[asked.Problem.Id] = _asked.GetValueOrDefault(asked.Problem.Id) + 1;
            _waiting[asked.Problem.Id] = 0;
        }

        _calls += records.Count;
        foreach (var record in records)
        {
            if (record.Correction is { } correction)
            {
                _accepted.Add(new OnlineIntervention
                {
                    Step = record.Step,
                    ProblemId = record.ProblemId,
                    Tokens = [.. correction.PrefixIds, .. correction.InterventionIds],
                });
            }
        }
    }
}
