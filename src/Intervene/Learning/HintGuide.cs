using Intervene.Options;

namespace Intervene.Learning;

/// <summary>Decides what part of a problem's solution a group sees, and learns from the group's reward.</summary>
/// <param name="options">The kind of hints; null shows none.</param>
/// <param name="steps">All training steps.</param>
/// <param name="ranges">Where bisection stands, from a checkpoint; null begins.</param>
public sealed class HintGuide(HintOptions? options, int steps, IReadOnlyDictionary<string, HintRange>? ranges = null)
{
    private readonly SortedDictionary<string, HintRange> _ranges = new(ranges?.ToDictionary() ?? [], StringComparer.Ordinal);

    /// <summary>Where bisection stands, by problem.</summary>
    public IReadOnlyDictionary<string, HintRange> Ranges => _ranges;

    /// <summary>A problem as its group's first rollouts see it.</summary>
    /// <param name="problem">The problem.</param>
    /// <param name="step">The step, 0-based.</param>
    /// <param name="visit">How often the problem was visited before.</param>
    /// <param name="index">The problem's number.</param>
    public RlProblem Show(RlProblem problem, int step, long visit, int index) => options switch
    {
        HintOptions.Questa questa => problem.Reveal(questa.Shares[(int)((long)step * questa.Shares.Count / Math.Max(1, steps))]),
        HintOptions.Pope pope => problem.Reveal((visit + index) % 2 == 0 ? pope.Share : 0),
        HintOptions.AdaBack => problem.Reveal(RangeOf(problem).Share),
        _ => problem,
    };

    /// <summary>The problem to branch from after a group that failed; null where there is no branch.</summary>
    /// <param name="group">The group's rollouts.</param>
    public RlProblem? Branch(IReadOnlyList<RlRollout> group) =>
        options is HintOptions.Bread && group[0].Problem is { Guided.Count: > 0, Revealed: 0 } problem && group.All(rollout => rollout.Reward <= 0)
            ? problem.Reveal(Math.Max(RangeOf(problem).Share, 1.0 / (problem.Guided.Count + 1))) : null;

    /// <summary>Moves a problem's range by its group's reward; groups that saw nothing move none, but for <c>adaback</c>.</summary>
    /// <param name="rollouts">A step's rollouts, a group after the other.</param>
    public void Learn(IEnumerable<RlRollout> rollouts)
    {
        if (Threshold is not { } threshold)
        {
            return;
        }

        foreach (var group in rollouts.GroupBy(rollout => rollout.Group)
            .Where(group => group.First().Problem is { Guided.Count: > 0 } problem && (problem.Revealed > 0 || options is HintOptions.AdaBack)))
        {
            var problem = group.First().Problem;
            _ranges[problem.Id] = RangeOf(problem).After(group.Average(rollout => rollout.Score) > threshold);
        }
    }

    private double? Threshold => options switch
    {
        HintOptions.AdaBack adaBack => adaBack.Threshold,
        HintOptions.Bread bread => bread.Threshold,
        _ => null,
    };

    private HintRange RangeOf(RlProblem problem) => _ranges.GetValueOrDefault(problem.Id, HintRange.Whole);
}
