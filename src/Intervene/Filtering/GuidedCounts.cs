using Intervene.Interventions;

namespace Intervene.Filtering;

/// <summary>Successes and tries of every intervention and control, counted over a stream of continuations.</summary>
public sealed class GuidedCounts
{
    private readonly Dictionary<(InterventionId Intervention, GuidedArm Arm), SuccessCount> _counts = [];

    /// <summary>Counts continuations; none of them is held.</summary>
    /// <param name="guided">Graded continuations of all arms.</param>
    public static GuidedCounts Of(IEnumerable<GuidedRollout> guided)
    {
        var counts = new GuidedCounts();
        foreach (var rollout in guided)
        {
            var key = (rollout.Intervention, rollout.Arm);
            counts._counts[key] = counts._counts.GetValueOrDefault(key) + rollout.Reward;
        }

        return counts;
    }

    /// <summary>Successes and tries of an arm of an intervention.</summary>
    /// <param name="intervention">The intervention.</param>
    /// <param name="arm">The arm.</param>
    public SuccessCount this[InterventionId intervention, GuidedArm arm] => _counts.GetValueOrDefault((intervention, arm));

    /// <summary>The arms of an intervention that were sampled, in their order.</summary>
    /// <param name="intervention">The intervention.</param>
    public IReadOnlyList<ArmSuccess> ArmsOf(InterventionId intervention) =>
        [.. Enum.GetValues<GuidedArm>().Where(arm => _counts.ContainsKey((intervention, arm)))
            .Select(arm => new ArmSuccess(arm, this[intervention, arm].Correct, this[intervention, arm].Tries))];
}
