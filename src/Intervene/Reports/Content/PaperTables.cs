using System.Globalization;
using Intervene.Evaluation;
using Intervene.Filtering;
using Intervene.Problems;

namespace Intervene.Reports.Content;

/// <summary>Tables 1, 2, 6 and 7 of the paper, in its layout, from a run of one's own.</summary>
public static class PaperTables
{
    private const int ManySamples = 8;

    /// <summary>The four tables.</summary>
    /// <param name="data">The run.</param>
    public static IReadOnlyList<ReportTable> All(ReportData data) => [CloneVariants(data), Benchmarks(data), WithIntervention(data), Models(data)];

    /// <summary>Table 1: where rollouts start, and what fine-tuning clones.</summary>
    /// <param name="data">The run.</param>
    public static ReportTable CloneVariants(ReportData data) => new()
    {
        Name = "paper-table-1",
        Title = "Intervention-augmented configurations (the paper's Table 1)",
        Explanation = "Training problems with at least one correct rollout, and the share of rollouts that are correct. Above: rollouts of the "
            + "base model from the problem, from the prefix "
            + "before the error, and from prefix and intervention, of problems with an intervention. Below: rollouts from the problem after "
            + "fine-tuning, by what was cloned, of all training problems.",
        Columns = ["Configuration", "Nonzero acc.", "Accuracy"],
        Rows =
        [
            .. Start(data, GuidedArm.Problem, "Naive"), .. Start(data, GuidedArm.Prefix, "From intervention"),
                .. Start(data, GuidedArm.Intervention, "With intervention"),
            .. data.CloneVariants.SelectMany(variant =>
                data.Outcomes.Where(outcome => outcome.Name.Arm == variant.Name && outcome.Name.Policy == "sft"
                && outcome.Summary.Split == ProblemSplit.Train)
                .Select(outcome => Row(variant.Value, outcome.Summary.Solved, outcome.Summary.Problems, Of(outcome.Summary.Average)))),
        ],
    };

    /// <summary>Table 2: every arm after reinforcement learning, with the number of problems that it trained on.</summary>
    /// <param name="data">The run.</param>
    public static ReportTable Benchmarks(ReportData data)
    {
        var (splits, k) = (Splits(data), Many(data));
        return new ReportTable
        {
            Name = "paper-table-2",
            Title = "Arms after reinforcement learning (the paper's Table 2)",
            Explanation = "pass@1 on every split, their mean, and pass@k on the held-out hard problems, which were chosen like the training "
                + "problems. RL data size counts the problems of reinforcement learning.",
            Columns = ["Model", "RL data size", .. splits
                .Select(split => $"{SeriesNames.Of(split)} pass@1"), "Average",
                $"{SeriesNames.Of(ProblemSplit.HeldOut)} pass@{k.ToString(CultureInfo.InvariantCulture)}"],
            Rows =
            [
                .. data.ArmCosts.Where(cost => Has(data, cost.Arm, "rl")).Select(cost => (IReadOnlyList<ReportCell>)
                [
                    new ReportCell.Words(Name(cost)), new ReportCell.Count(cost.Problems), .. splits
                        .Select(split => Rate(data, cost.Arm, "rl", split, 1)),
                    Average(data, cost.Arm, "rl", splits), Rate(data, cost.Arm, "rl", ProblemSplit.HeldOut, k),
                ]),
            ],
        };
    }

    /// <summary>Table 6: rollouts with and without an intervention.</summary>
    /// <param name="data">The run.</param>
    public static ReportTable WithIntervention(ReportData data) => new()
    {
        Name = "paper-table-6",
        Title = "Rollouts with or without an intervention (the paper's Table 6)",
        Explanation = "The untrained base model on training problems with an intervention: problems with at least one correct rollout, and the "
            + "share of rollouts that are correct.",
        Columns = ["Configuration", "Nonzero acc.", "Accuracy"],
        Rows = [.. Start(data, GuidedArm.Problem, "Naive"), .. Start(data, GuidedArm.Intervention, "With intervention")],
    };

    /// <summary>Table 7: the base model and every arm after reinforcement learning.</summary>
    /// <param name="data">The run.</param>
    public static ReportTable Models(ReportData data)
    {
        ProblemSplit[] splits = [.. Splits(data).Where(split => split != ProblemSplit.Train)];
        var k = Many(data);
        IReadOnlyList<ReportCell> Line(string name, string arm, string policy) =>
        [
            new ReportCell.Words(name), .. splits.Select(split => Rate(data, arm, policy, split, 1)),
                Rate(data, arm, policy, ProblemSplit.HeldOut, k), Average(data, arm, policy, splits),
        ];
        return new ReportTable
        {
            Name = "paper-table-7",
            Title = "Training methods (the paper's Table 7)",
            Explanation = "pass@1 and pass@k on problems that no arm trained on, and the mean of the pass@1 columns.",
            Columns = ["Model", .. splits.Select(split => $"{SeriesNames.Of(split)} pass@1"),
                $"{SeriesNames.Of(ProblemSplit.HeldOut)} pass@{k.ToString(CultureInfo.InvariantCulture)}", "Average"],
            Rows =
            [
                .. data.Outcomes.Where(outcome => outcome.Name.Policy == SeriesNames.BasePolicy).Select(outcome => outcome.Name.Arm).Distinct()
                    .Select(arm => Line("Base", arm, SeriesNames.BasePolicy)),
                .. data.ArmCosts.Where(cost => Has(data, cost.Arm, "rl")).Select(cost => Line("+ " + Name(cost), cost.Arm, "rl")),
            ],
        };
    }

    private static string Name(ArmCost cost) => cost.SftEpochs > 0 ? $"{cost.Arm} SFT + RL" : cost.Arm == "RL alone" ? "RL" : $"{cost.Arm} RL";

    private static IEnumerable<IReadOnlyList<ReportCell>> Start(ReportData data, GuidedArm arm, string name) =>
        data.Controls.Where(row => row.Arm == arm).Select(row => Row(name, row.Solved, row.Problems, row.Accuracy));

    private static IReadOnlyList<ReportCell> Row(string name, long solved, long problems, Estimate accuracy) =>
        [new ReportCell.Words(name), new ReportCell.Words(string.Create(CultureInfo.InvariantCulture, $"{solved}/{problems}")),
            new ReportCell.Share(accuracy)];

    private static ProblemSplit[] Splits(ReportData data) => [.. data.Outcomes.Select(outcome => outcome.Summary.Split).Distinct().Order()];

    /// <summary>The greatest k up to 8 that was measured on held-out problems.</summary>
    private static int Many(ReportData data) => data.Outcomes.Where(outcome => outcome.Summary.Split == ProblemSplit.HeldOut)
        .SelectMany(outcome => outcome.Summary.PassAtK.Select(point => point.K)).Where(k => k <= ManySamples).DefaultIfEmpty(1).Max();

    private static bool Has(ReportData data, string arm, string policy) =>
        data.Outcomes.Any(outcome => outcome.Name.Arm == arm && outcome.Name.Policy == policy);

    private static ReportCell Rate(ReportData data, string arm, string policy, ProblemSplit split, int k)
    {
        var summary = data.Outcomes.FirstOrDefault(
            outcome => outcome.Name.Arm == arm && outcome.Name.Policy == policy && outcome.Summary.Split == split)?.Summary;
        var measured = k == 1 ? summary?.Average
            : summary?.PassAtK.Where(point => point.K == k).Select(point => (Measure?)new Measure(point.Rate, point.Interval)).FirstOrDefault();
        return new ReportCell.Share(measured is { } found ? Of(found) : Estimate.Of(double.NaN));
    }

    private static ReportCell Average(ReportData data, string arm, string policy, ProblemSplit[] splits) => new ReportCell.Share(Estimate.Of(
        splits.Select(split => ((ReportCell.Share)Rate(data, arm, policy, split, 1)).Value.Value).Average()));

    private static Estimate Of(Measure measure) => new(measure.Value, measure.Interval.Low, measure.Interval.High);
}
