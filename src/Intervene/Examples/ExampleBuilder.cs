using Intervene.Filtering;
using Intervene.Interventions;

namespace Intervene.Examples;

/// <summary>Makes the examples that supervised fine-tuning clones.</summary>
public static class ExampleBuilder
{
    /// <summary>Prefix and intervention, unfinished: no stop token follows (paper, section 4.2).</summary>
    /// <param name="promptIds">The problem's prompt.</param>
    /// <param name="correction">The intervention.</param>
    /// <param name="arm">The arm that trains on it.</param>
    /// <param name="interventionOnly">Whether the prefix is context without a loss.</param>
    public static TrainingExample FromIntervention(
        IReadOnlyList<int> promptIds, Correction correction, string arm, bool interventionOnly = false) => new()
        {
            ProblemId = correction.ProblemId,
            Intervention = correction.Id,
            Arm = arm,
            PromptIds = [.. promptIds],
            TargetIds = GuidedRequests.Conditioning(correction, GuidedArm.Intervention),
            LossStart = interventionOnly ? correction.PrefixIds.Length : 0,
            Terminal = false,
        };

    /// <summary>Prefix, intervention and the continuation of a correct guided rollout, closed by its stop token.</summary>
    /// <param name="promptIds">The problem's prompt.</param>
    /// <param name="correction">The intervention.</param>
    /// <param name="guided">A correct continuation of it.</param>
    /// <param name="arm">The arm that trains on it.</param>
    /// <param name="stopId">The stop token that closes an answer which ended otherwise, e.g. at a stop text.</param>
    /// <param name="stops">All tokens that end an answer: one that the continuation ends in stays and is the only one. Null for
    /// <paramref name="stopId"/> alone.</param>
    /// <param name="withoutPrefix">Whether the prefix is context without a loss.</param>
    /// <exception cref="ArgumentException">The continuation is of another arm or intervention, wrong, or unfinished.</exception>
    public static TrainingExample WithSuffix(
        IReadOnlyList<int> promptIds, Correction correction, GuidedRollout guided, string arm, int stopId,
        IReadOnlyList<int>? stops = null, bool withoutPrefix = false)
    {
        if (guided.Arm != GuidedArm.Intervention || guided.Intervention != correction.Id
            || guided.Reward is not > 0 || guided.Completion.FinishReason != Completions.FinishReason.Stop)
        {
            throw new ArgumentException(
                $"A suffix is a correct, finished continuation of the intervention; that of {guided.Intervention} is {guided.Arm}, "
                + $"reward {guided.Reward}, {guided.Completion.FinishReason}.", nameof(guided));
        }

        return new TrainingExample
        {
            ProblemId = correction.ProblemId,
            Intervention = correction.Id,
            Arm = arm,
            PromptIds = [.. promptIds],
            TargetIds = Closed([.. GuidedRequests.Conditioning(correction, GuidedArm.Intervention), .. guided.Completion.TokenIds], stopId, stops),
            LossStart = withoutPrefix ? correction.PrefixIds.Length : 0,
            Terminal = true,
        };
    }

    /// <summary>A whole solution, closed by the stop token: distillation, or supervised fine-tuning on gold solutions.</summary>
    /// <param name="problemId">The problem.</param>
    /// <param name="promptIds">Its prompt.</param>
    /// <param name="solution">The solution's text.</param>
    /// <param name="arm">The arm that trains on it.</param>
    /// <param name="encode">Encodes a text without special tokens.</param>
    /// <param name="stopId">The stop token that closes an answer.</param>
    public static TrainingExample FromSolution(
        string problemId, IReadOnlyList<int> promptIds, string solution, string arm, Func<string, int[]> encode, int stopId) => new()
        {
            ProblemId = problemId,
            Arm = arm,
            PromptIds = [.. promptIds],
            TargetIds = Closed(encode(solution.Trim()), stopId),
            Terminal = true,
        };

    private static int[] Closed(int[] ids, int stopId, IReadOnlyList<int>? stops = null) =>
        ids.Length > 0 && (ids[^1] == stopId || stops?.Contains(ids[^1]) == true) ? ids : [.. ids, stopId];
}
