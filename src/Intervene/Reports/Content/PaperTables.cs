using System.Globalization;
using Intervene.Evaluation;
using Intervene.Filtering;

namespace Intervene.Reports.Content;

/// <summary>
/// Tables 1, 2, 6 and 7 of the paper, in its layout, from a run of one's own: its columns, its order of rows and its digits. What a run lacks has no
/// row, and the text below the table names it; what was not measured is a dash.
/// </summary>
public static class PaperTables
{
    private const string AllThree = "Prefix, no suffix, filter";

    private static readonly (GuidedArm Arm, string Name)[] Starts =
    [
        (GuidedArm.Problem, "Naive"), (GuidedArm.Prefix, "From intervention"), (GuidedArm.Intervention, "With intervention"),
    ];

    // What a variant is called, and what the paper calls it: by its difference to the first.
    private static readonly (string Variant, string Name)[] Variants =
    [
        (AllThree, AllThree), ("Prefix, no suffix, no filter", "+ no filter"), ("No prefix, no suffix, filter", "+ no prefix"),
        ("Prefix, suffix, filter", "+ suffix"),
    ];

    private static readonly string[] ConfigurationColumns = ["Configuration", "Nonzero Acc.", "Accuracy"];

    /// <summary>The four tables.</summary>
    /// <param name="data">The run.</param>
    public static IReadOnlyList<ReportTable> All(ReportData data) => [CloneVariants(data), Benchmarks(data), WithIntervention(data), Models(data)];

    /// <summary>Table 1: where rollouts start, and what fine-tuning clones, on the same problems.</summary>
    /// <param name="data">The run.</param>
    public static ReportTable CloneVariants(ReportData data)
    {
        var cloned = PaperClones.Of(data);
        var hasFirst = cloned.Any(row => row.Variant == AllThree);
        var names = Variants.Select(known => known.Variant).ToArray();
        var samples = data.Controls.Where(row => row.Arm == GuidedArm.Problem && row.Problems > 0)
            .Select(row => $" of {row.Rollouts.ToString("N0", CultureInfo.InvariantCulture)} rollouts each").FirstOrDefault("");
        return new ReportTable
        {
            Name = "paper-table-1",
            Title = "Intervention-augmented configurations (the paper's Table 1)",
            Explanation = "Training problems with an intervention that have at least one correct rollout, and the share of correct rollouts. "
                + $"The first rows{samples}: the base model from the problem, from the prefix before the error, and from prefix and intervention. "
                + $"The others{(cloned.Count > 0 ? $" of {cloned[0].Samples.ToString(CultureInfo.InvariantCulture)} rollouts a problem" : "")}: "
                + "from the problem after fine-tuning, by what was cloned."
                + Lacking("Not in this run", [
                    .. Starts.Where(start => data.Controls.All(row => row.Arm != start.Arm)).Select(start => start.Name),
                    .. Variants.Where(known => cloned.All(row => row.Variant != known.Variant)).Select(known => known.Name),
                ]),
            Columns = ConfigurationColumns,
            Rows =
            [
                .. Start(data, Starts),
                .. cloned.OrderBy(row => Array.IndexOf(names, row.Variant) is var at && at < 0 ? names.Length : at).Select(row => Row(
                    (hasFirst ? Variants.FirstOrDefault(known => known.Variant == row.Variant).Name : null) ?? row.Variant,
                    cloned.Count(other => other.Variant == row.Variant) > 1 ? $" ({row.Arm})" : "", row.Solved, row.Problems, row.Accuracy)),
            ],
        };
    }

    /// <summary>Table 2: every arm after reinforcement learning, with the number of problems that it trained on.</summary>
    /// <param name="data">The run.</param>
    public static ReportTable Benchmarks(ReportData data)
    {
        var (k, columns) = (PaperColumn.Many(data), PaperColumn.Standard(data));
        var hard = PaperColumn.HeldOut(data, k);
        return new ReportTable
        {
            Name = "paper-table-2",
            Title = "Arms after reinforcement learning (the paper's Table 2)",
            Explanation = $"pass@1 in percent on {PaperColumn.Words(data)}, their average, and {PassAt(k)} on held-out hard problems, which were "
                + "chosen like the training problems. RL Data Size counts the problems of reinforcement learning. Bold is the greatest of a column, "
                + "whether or not it stands clear of the others." + Unmeasured(data),
            Columns = ["Model", "RL Data Size", .. columns.Select(column => column.Heading), "Average", hard.Heading],
            Bold = [.. Enumerable.Range(2, columns.Count + 2)],
            Rows =
            [
                .. Arms(data).Select(arm => (IReadOnlyList<ReportCell>)
                [
                    new ReportCell.Words($"{(data.Model.Length > 0 ? data.Model : "Base")} + {Name(data, arm, "")}"),
                    new ReportCell.Count(arm.Problems),
                    .. columns.Select(column => column.Cell(Trained(arm))), PaperColumn.Average(columns, Trained(arm)), hard.Cell(Trained(arm)),
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
        Columns = ConfigurationColumns,
        Rows = [.. Start(data, [Starts[0], Starts[2]])],
    };

    /// <summary>Table 7: the base model and every arm after reinforcement learning.</summary>
    /// <param name="data">The run.</param>
    public static ReportTable Models(ReportData data)
    {
        var columns = PaperColumn.Difficult(data);
        IReadOnlyList<ReportCell> Line(string name, PolicyName policy) =>
            [new ReportCell.Words(name), .. columns.Select(column => column.Cell(policy)), PaperColumn.Average(columns, policy)];
        return new ReportTable
        {
            Name = "paper-table-7",
            Title = "Training methods (the paper's Table 7)",
            Explanation = $"pass@1 in percent, or pass@k where a column says so, on {PaperColumn.Words(data)}; Average is the mean of the "
                + "columns. Bold is the greatest of a column, whether or not it stands clear of the others." + Unmeasured(data),
            Columns = ["Model", .. columns.Select(column => column.Heading), "Average"],
            Bold = [.. Enumerable.Range(1, columns.Count + 1)],
            Rows =
            [
                .. PaperColumn.Policies(data).Where(name => name.Policy == SeriesNames.BasePolicy).Take(1).Select(name => Line("Base", name)),
                .. Arms(data).Select(arm => Line("+ " + Name(data, arm, " SFT"), Trained(arm))),
            ],
        };
    }

    internal static string PassAt(int k) => "pass@" + k.ToString(CultureInfo.InvariantCulture);

    /// <summary>Arms that were measured after reinforcement learning: as in the paper, RL alone stands first and interventions last.</summary>
    private static IEnumerable<ArmCost> Arms(ReportData data)
    {
        var measured = PaperColumn.Policies(data).ToHashSet();
        return data.ArmCosts.Where(arm => measured.Contains(Trained(arm)))
            .OrderBy(arm => arm.SftEpochs == 0 ? 0 : IsIntervention(data, arm) ? 2 : 1);
    }

    private static PolicyName Trained(ArmCost arm) => new(arm.Arm, "rl");

    private static string Name(ReportData data, ArmCost arm, string tuned) => arm.Arm == "RL alone" ? "RL"
        : arm.SftEpochs == 0 ? $"{arm.Arm} RL" : IsIntervention(data, arm) ? $"{arm.Arm} + RL" : $"{arm.Arm}{tuned} + RL";

    /// <summary>Whether an arm, or a round of it, clones interventions.</summary>
    private static bool IsIntervention(ReportData data, ArmCost arm) => data.CloneVariants.Any(variant =>
        arm.Arm == variant.Name || arm.Arm.StartsWith(variant.Name + ", round ", StringComparison.Ordinal));

    private static string Unmeasured(ReportData data)
    {
        var measured = PaperColumn.Policies(data).ToHashSet();
        return " A dash: not measured, or sampled otherwise than the others." + Lacking("Not measured after RL",
            [.. data.ArmOptions.Select(arm => arm.Arm).Where(arm => !measured.Contains(new PolicyName(arm, "rl")))]);
    }

    private static string Lacking(string what, string[] names) => names.Length == 0 ? "" : $" {what}: {string.Join("; ", names)}.";

    private static IEnumerable<IReadOnlyList<ReportCell>> Start(ReportData data, IEnumerable<(GuidedArm Arm, string Name)> starts) =>
        starts.SelectMany(start => data.Controls.Where(row => row.Arm == start.Arm)
            .Select(row => Row(start.Name, "", row.Solved, row.Problems, row.Accuracy)));

    private static IReadOnlyList<ReportCell> Row(string name, string arm, long solved, long problems, Estimate accuracy) =>
        [new ReportCell.Words(name + arm), new ReportCell.Words(string.Create(CultureInfo.InvariantCulture, $"{solved}/{problems}")),
            new ReportCell.Share(accuracy)];
}
