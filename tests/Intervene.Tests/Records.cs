using Intervene.Completions;
using Intervene.Filtering;
using Intervene.Interventions;
using Intervene.Rollouts;
using Intervene.Steps;

namespace Intervene.Tests;

/// <summary>Small records that follow each other: a wrong rollout of three steps, its proposal, graded continuations.</summary>
internal static class Records
{
    /// <summary>The tokens 10 11 12 | 13 14 | 15 of three steps, closed by the stop token 0.</summary>
    public static Rollout Rollout(string problem = "p", int sample = 0, double reward = 0) => new()
    {
        ProblemId = problem,
        PromptIds = [1, 2],
        Completion = Completion(sample, 10, 11, 12, 13, 14, 15, 0),
        Text = "one\n\ntwo\n\nthree",
        Reward = reward,
        Verdict = reward > 0 ? "correct" : "wrong",
        WeightVersion = "base",
    };

    public static SplitRollout Split(string problem = "p", int sample = 0) => new()
    {
        ProblemId = problem,
        Sample = sample,
        Steps =
        [
            new() { Number = 1, Text = "one", TokenStart = 0, TokenEnd = 3 },
            new() { Number = 2, Text = "two", TokenStart = 3, TokenEnd = 5 },
            new() { Number = 3, Text = "three", TokenStart = 5, TokenEnd = 6 },
        ],
    };

    /// <summary>An intervention at step 2: prefix 10 11 12, wrong step 13 14, intervention 21 22.</summary>
    public static Correction Correction(string problem = "p", int sample = 0, int number = 0) => new()
    {
        ProblemId = problem,
        Sample = sample,
        Number = number,
        Oracle = "test",
        ErrorLocation = 2,
        Content = "too",
        Location = 2,
        PrefixIds = [10, 11, 12],
        InterventionIds = [21, 22],
        WrongStepIds = [13, 14],
    };

    public static Refusal Refusal(RefusalReason reason, string problem = "p", int sample = 0) =>
        new() { ProblemId = problem, Sample = sample, Number = 0, Oracle = "test", Reason = reason, Detail = "why" };

    public static GuidedRollout Guided(
        GuidedArm arm, double reward, string problem = "p", int sample = 0,
        int continuation = 0, FinishReason finish = FinishReason.Stop, int number = 0) => new()
        {
            ProblemId = problem,
            Sample = sample,
            Number = number,
            Arm = arm,
            Completion = Completion(continuation, 31, 32, 0) with { FinishReason = finish },
            Text = "one\n\ntoo\n\n3",
            Reward = reward,
            Verdict = reward > 0 ? "correct" : "wrong",
            WeightVersion = "base",
        };

    /// <summary>An outcome of two continuations.</summary>
    public static InterventionOutcome Outcome(string problem = "p", int sample = 0, int number = 0, int correct = 1, bool kept = false) => new()
    {
        ProblemId = problem,
        Sample = sample,
        Number = number,
        Oracle = "test",
        Location = 2,
        Arms = [new(GuidedArm.Intervention, correct, 2)],
        Kept = kept,
    };

    public static Completion Completion(int sample, params int[] ids) => new()
    {
        Sample = sample,
        TokenIds = ids,
        SamplerLogProbs = [.. ids.Select((_, i) => -0.1f * (i + 1))],
        FinishReason = FinishReason.Stop,
    };
}
