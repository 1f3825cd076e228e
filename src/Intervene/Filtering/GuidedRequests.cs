using Intervene.Completions;
using Intervene.Interventions;

namespace Intervene.Filtering;

/// <summary>What the continuations that judge an intervention, and those of its controls, are conditioned on.</summary>
public static class GuidedRequests
{
    /// <summary>The tokens that an arm puts after the prompt.</summary>
    /// <param name="correction">The intervention.</param>
    /// <param name="arm">The arm.</param>
    public static int[] Conditioning(Correction correction, GuidedArm arm) => arm switch
    {
        GuidedArm.Problem => [],
        GuidedArm.Prefix => correction.PrefixIds,
        GuidedArm.WrongStep => [.. correction.PrefixIds, .. correction.WrongStepIds],
        GuidedArm.Intervention => [.. correction.PrefixIds, .. correction.InterventionIds],
        _ => throw new ArgumentOutOfRangeException(nameof(arm), arm, null),
    };

    /// <summary>
    /// The key of an intervention's random numbers, which its controls share: sample i of every arm draws the same numbers, so that arms differ by
    /// what they are conditioned on alone.
    /// </summary>
    /// <param name="correction">The intervention.</param>
    /// <param name="seed">The run's seed.</param>
    /// <param name="round">The name of an arm's later round; null for the first.</param>
    public static RandomKey KeyOf(Correction correction, long seed, string? round = null)
    {
        var number = correction.Number == 0 ? "" : $"/{correction.Number}";
        var suffix = round is null ? "" : $"/{round}";
        return RandomKey.Of(seed, $"filter/Intervention/{correction.Sample}/{correction.Location}{number}{suffix}", correction.ProblemId);
    }

    /// <summary>The arms that are sampled, the intervention's last.</summary>
    /// <param name="controls">Whether the three controls are among them.</param>
    public static IReadOnlyList<GuidedArm> Arms(bool controls) => controls ? Enum.GetValues<GuidedArm>() : [GuidedArm.Intervention];
}
