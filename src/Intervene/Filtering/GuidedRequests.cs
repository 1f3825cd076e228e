using Intervene.Completions;
using Intervene.Interventions;
using Intervene.Options;

namespace Intervene.Filtering;

/// <summary>The requests whose continuations judge an intervention beside its controls.</summary>
public static class GuidedRequests
{
    /// <summary>The tokens that an arm puts after the prompt.</summary>
    /// <param name="proposal">A proposal with an intervention.</param>
    /// <param name="arm">The arm.</param>
    /// <exception cref="ArgumentException">The proposal is a refusal.</exception>
    public static int[] Conditioning(Proposal proposal, GuidedArm arm)
    {
        if (proposal is not { PrefixIds: { } prefix, InterventionIds: { } intervention, WrongStepIds: { } wrong })
        {
            throw new ArgumentException($"The proposal of {proposal.ProblemId}, sample {proposal.Sample}, holds no intervention: {proposal.Refusal}.", nameof(proposal));
        }

        return arm switch
        {
            GuidedArm.Problem => [],
            GuidedArm.Prefix => prefix,
            GuidedArm.WrongStep => [.. prefix, .. wrong],
            GuidedArm.Intervention => [.. prefix, .. intervention],
            _ => throw new ArgumentOutOfRangeException(nameof(arm), arm, null),
        };
    }

    /// <summary>The request of one arm: prompt, then the arm's tokens.</summary>
    /// <param name="proposal">A proposal with an intervention.</param>
    /// <param name="promptIds">The problem's prompt.</param>
    /// <param name="arm">The arm; every arm of every proposal has its own random numbers.</param>
    /// <param name="samples">Continuations wanted.</param>
    /// <param name="sampling">The distribution to sample from.</param>
    /// <param name="seed">The run's seed.</param>
    public static CompletionRequest Build(Proposal proposal, IReadOnlyList<int> promptIds, GuidedArm arm, int samples, SamplingOptions sampling, long seed) => new()
    {
        PromptIds = [.. promptIds, .. Conditioning(proposal, arm)],
        Key = RandomKey.Of(seed, $"filter/{arm}/{proposal.Sample}/{proposal.Intervention?.Location}", proposal.ProblemId),
        SampleCount = samples,
        Sampling = sampling,
    };

    /// <summary>The requests of the arms, the intervention's last.</summary>
    /// <param name="proposal">A proposal with an intervention.</param>
    /// <param name="promptIds">The problem's prompt.</param>
    /// <param name="controls">Whether to sample the three control arms.</param>
    /// <param name="samples">Continuations an arm.</param>
    /// <param name="sampling">The distribution to sample from.</param>
    /// <param name="seed">The run's seed.</param>
    public static IReadOnlyList<(GuidedArm Arm, CompletionRequest Request)> BuildAll(
        Proposal proposal, IReadOnlyList<int> promptIds, bool controls, int samples, SamplingOptions sampling, long seed) =>
        [.. Enum.GetValues<GuidedArm>().Where(arm => controls || arm == GuidedArm.Intervention)
            .Select(arm => (arm, Build(proposal, promptIds, arm, samples, sampling, seed)))];
}
