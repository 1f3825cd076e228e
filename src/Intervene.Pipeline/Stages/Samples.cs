using Intervene.Rollouts;

namespace Intervene.Pipeline.Stages;

/// <summary>The records of graded samples.</summary>
internal static class Samples
{
    /// <summary>The record of a graded completion.</summary>
    public static GradedSample RecordOf(string policy, string problem, GradedCompletion graded) => new()
    {
        Policy = policy,
        ProblemId = problem,
        Sample = graded.Completion.Sample,
        TokenIds = graded.Completion.TokenIds,
        FinishReason = graded.Completion.FinishReason,
        Reward = graded.Grade.Reward,
        Verdict = graded.Grade.Verdict,
        Answer = graded.Grade.Answer,
        WeightVersion = graded.WeightVersion,
        Server = graded.Completion.Server,
    };
}
