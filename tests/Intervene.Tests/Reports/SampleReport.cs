using Intervene.Evaluation;
using Intervene.Filtering;
using Intervene.Problems;
using Intervene.Reports.Content;

namespace Intervene.Tests.Reports;

/// <summary>A made-up run with every section filled; numbers follow formulas, so that the report is the same each time.</summary>
internal static class SampleReport
{
    public static ReportData Full { get; } = new()
    {
        Title = "Chains, demo",
        Subtitle = "A Qwen3-architecture model of 0.65 M parameters on generated chains of arithmetic; seed 1.",
        Options =
        [
            new("mine.rollouts", "32"), new("filter.samples", "32"), new("sft.epochs", "16"), new("sft.batch_size", "64"), new("rl.steps", "60"),
            new("rl.group_size", "16"), new("rl.advantage", "grpo"),
            new("rl.optimizer.learning_rate", "0.0005"), new("sampling", "temperature 1, top-p 1"),
        ],
        Environment = [new("intervene", "0.1.0"), new("runtime", ".NET 10.0.1"),
            new("threads", "2"), new("base model", "sha256 3f9a41c2b7d0e615"), new("seed", "1")],
        StageTimes =
        [
            new("mine", 41.2, "96 hard problems of 1,200"), new("rollout", 6.1, "96 failed rollouts"), new("split", 0.4, "612 steps"),
            new("propose", 0.2, "96 interventions"), new("filter", 24.8, "74 of 96 lead to a correct rollout"), new("sft InT", 12.3, "loss 0.041"),
            new("rl InT", 61.0, "reward 0.88"), new("rl RL alone", 59.7, "reward 0.00"),
            new("rl Distillation", 58.1, "reward 0.31"), new("evaluate", 3723, "7 policies"),
        ],
        Splits = [new(ProblemSplit.Train, 96, 3072, 0), new(ProblemSplit.HeldOut, 96, 3072, 0), new(ProblemSplit.Easy, 100, 3200, 3011)],
        Funnel =
        [
            new FunnelRow { Label = "Failed rollouts", Count = 96, Of = 0 },
            new FunnelRow { Label = "Oracle found the error",
                Count = 91, Of = 96, Share = new(0.948, 0.90, 0.98), Dropped = [new("no_reference", "2"), new("leaks_answer", "3")] },
            new FunnelRow
            {
                Label = "Led to a correct rollout", Count = 74, Of = 91, Share = new(0.813, 0.73, 0.89), Dropped = [new("never correct", "17")],
            },
        ],
        Controls =
        [
            new ControlRow { Arm = GuidedArm.Problem, Problems = 96, Solved = 0, Rollouts = 3072, Accuracy = new(0, 0, 0.0012) },
            new ControlRow { Arm = GuidedArm.Prefix, Problems = 96, Solved = 1, Rollouts = 3072, Accuracy = new(0.000326, 0, 0.00098) },
            new ControlRow { Arm = GuidedArm.WrongStep, Problems = 96, Solved = 0, Rollouts = 3072, Accuracy = new(0, 0, 0.0012) },
            new ControlRow { Arm = GuidedArm.Intervention, Problems = 96, Solved = 74, Rollouts = 3072, Accuracy = new(0.421, 0.36, 0.483) },
        ],
        PassAtK =
        [
            .. Curves("InT", "base", 0.002, 0.0021, 0.94), .. Curves("InT", "sft", 0.19, 0.15, 0.93), .. Curves("InT", "rl", 0.74, 0.42, 0.95),
            .. Curves("RL alone", "base", 0.002, 0.0021, 0.94), .. Curves("RL alone", "rl", 0.003, 0.0026, 0.955),
            .. Curves("Distillation", "sft", 0.05, 0.004, 0.02), .. Curves("Distillation", "rl", 0.33, 0.018, 0.03),
        ],
        Outcomes =
        [
            new(new PolicyName("InT", "rl"), new PolicySummary
            {
                Policy = "rl", Split = ProblemSplit.Train, Problems = 96,
                Samples = 32, Solved = 70, Average = new(0.421, new(0.36, 0.483)), Majority = null,
                TokensPerSolve = new(double.PositiveInfinity, new(800, double.PositiveInfinity)),
                Truncated = new(0.03, new(0.01, 0.05)), NoAnswer = new(0.02, new(0.01, 0.03)),
                Unparsable = new(0, new(0, 0.0385)), MeanLength = new(1234, new(1100, 1400)), PassAtK = [],
            }),
        ],
        Differences =
        [
            new(ProblemSplit.Train, new PolicyName("Base", "base"),
                new PolicyName("InT", "rl"), new PairedDifference(1, 96, 0.421, new(0.36, 0.483), 0, 70, 1e-20), 0.012),
        ],
        Training = [Training("InT", 0.2, 0.88), Training("RL alone", 0.0005, 0.001), Training("Distillation", 0.02, 0.31)],
        Places = [.. Enumerable.Range(1, 12).Select(i => new ErrorPlace("reference", 1 + (i % 5), 5, (ErrorKind)(2 + (i % 2))))],
        Lengths = [new("interventions", [8, 9, 12, 12, 30]), new("reference solutions", [60, 80, 81, 200]), new("own attempts", [])],
        Costs =
        [
            new OracleCost
            {
                Oracle = "llm/m", Asked = 40, Proposed = 30, Kept = 8, InputTokens = 80_000, OutputTokens = 16_000, Dollars = 0.36m,
                GuidedTokens = 4000,
            },
            new OracleCost
            {
                Oracle = "self", Asked = 40, Proposed = 0, Kept = 0, InputTokens = 900, OutputTokens = 100, Dollars = null, GuidedTokens = 0,
            },
        ],
        Likelihoods =
        [
            new("interventions alone", 12, 30, 400, new Measure(0.8, new(0.6, 1.1)), 0.9),
            new("reference solutions", 4, 4, 421, new Measure(2.4, new(2, 2.9)), 2.3),
        ],
        Examples = [Example("chains-hard-17"), Example("chains-hard-18") with { ContinuationCorrect = false, Correct = 0 }],
        Samples =
        [
            Sample("InT, after RL", 0.05, 0, "wrong"), Sample("InT, after RL", 0.5, 1, "correct"),
            Sample("Distillation, after RL", 0.05, 0, "no_answer"),
        ],
    };

    public static InterventionExample Example(string id) => new()
    {
        ProblemId = id,
        Question = "58 *4 -19 *7 +120",
        Answer = "1611",
        Steps = ["58*4=232", "232-19=213", "213*7=1400", "1400+120=1520", "\\boxed{1520}"],
        Location = 3,
        Oracle = "reference_solution",
        Intervention = "213=200+10+3",
        Continuation = "200*7=1400\n\n10*7=70\n\n3*7=21\n\n1400+70+21=1491\n\n1491+120=1611\n\n\\boxed{1611}",
        ContinuationCorrect = true,
        Correct = 14,
        Samples = 32,
    };

    public static RolloutSample Sample(string policy, double quantile, double reward, string verdict) => new()
    {
        Policy = policy,
        Quantile = quantile,
        Reward = reward,
        ProblemId = "chains-hard-40",
        Question = "91 *6 -77 *8",
        Text = "91*6=546\n\n546-77=469\n\n469*8=3752\n\n\\boxed{3752}",
        Verdict = verdict,
        Tokens = 47,
    };

    private static IEnumerable<PassAtKCurve> Curves(string arm, string policy, double train, double heldOut, double easy)
    {
        foreach (var (split, rate) in new[] { (ProblemSplit.Train, train), (ProblemSplit.HeldOut, heldOut), (ProblemSplit.Easy, easy) })
        {
            yield return new PassAtKCurve
            {
                Arm = arm,
                Policy = policy,
                Split = split,
                Problems = 96,
                Samples = 32,
                Points = [.. new[] { 1, 2, 4, 8, 16, 32 }.Select(k => new PassAtKPoint(k, AtK(rate, k)))],
            };
        }
    }

    private static Estimate AtK(double rate, int k)
    {
        var value = 1 - Math.Pow(1 - rate, Math.Pow(k, 0.6));
        var width = 1.96 * Math.Sqrt(value * (1 - value) / 96);
        return new Estimate(value, Math.Max(0, value - width), Math.Min(1, value + width));
    }

    private static TrainingCurve Training(string arm, double from, double to) => new(arm,
    [
        .. Enumerable.Range(1, 60).Select(step =>
        {
            var done = 1 - Math.Exp(-step / 18.0);
            var reward = Math.Clamp(from + ((to - from) * done) + (to * 0.05 * Math.Sin(step * 1.7)), 0, 1);
            return new TrainingPoint
            {
                Step = step,
                RewardMean = reward,
                ZeroAdvantageRatio = Math.Clamp(1 - (3 * reward * (1 - reward)), 0, 1),
                Entropy = 0.35 * Math.Exp(-step * to / 40),
                ResponseLength = 46 + (10 * to * done) + Math.Sin(step),
            };
        }),
    ]);
}
