using System.Globalization;
using Intervene.Evaluation;
using Intervene.Learning;

namespace Intervene.Reports.Content;

/// <summary>The tables of reinforcement learning, and of what it made a policy forget.</summary>
public static class TrainingTables
{
    /// <summary>Every step of every arm, for other plotting programs.</summary>
    /// <param name="data">The run.</param>
    public static ReportTable Steps(ReportData data) => new()
    {
        Name = "training",
        Title = "Reinforcement learning, step by step",
        Explanation = "The numbers of the training figures. A group that is all wrong or all right teaches nothing: the first has nothing to go by, "
            + "the second has been learnt.",
        Columns = ["Arm", "Step", "Reward", "Zero advantage", "All wrong", "All right", "Entropy", "Response length"],
        Rows =
        [
            .. data.Training.SelectMany(curve => curve.Points.Select(point => (IReadOnlyList<ReportCell>)
            [
                new ReportCell.Words(curve.Arm), new ReportCell.Count(point.Step), new ReportCell.Share(Estimate.Of(point.RewardMean)),
                new ReportCell.Share(Estimate.Of(point.ZeroAdvantageRatio)), new ReportCell.Share(Estimate.Of(point.AllWrongRatio)),
                new ReportCell.Share(Estimate.Of(point.AllRightRatio)), new ReportCell.Quantity(Estimate.Of(point.Entropy)),
                new ReportCell.Quantity(Estimate.Of(point.ResponseLength)),
            ])),
        ],
    };

    /// <summary>pass@k on held-out problems after every step that was measured.</summary>
    /// <param name="curves">The arms with their records, and the step that each kept.</param>
    /// <param name="ks">The k's.</param>
    /// <param name="seed">The seed of the bootstrap.</param>
    public static ReportTable HeldOut(
        IReadOnlyList<(string Arm, int? Kept, IReadOnlyList<HeldOutRecord> Records)> curves, IReadOnlyList<int> ks, long seed) => new()
        {
            Name = "rl-held-out",
            Title = "Held-out problems while training",
            Explanation
                = "pass@k of the policy after some steps, on the same held-out problems for every arm, with 95 % intervals over problems. The "
            + "mark says which step's weights are the arm's.",
            Columns = ["Arm", "Step", "Problems", "Samples each", "Solved", .. ks.Select(k => "pass@" + Text(k)), "Tokens a sample", "Kept"],
            Rows =
        [
            .. curves.SelectMany(curve => curve.Records.GroupBy(record => record.Step).OrderBy(step => step.Key).Select(step =>
                (IReadOnlyList<ReportCell>)
                [
                    new ReportCell.Words(curve.Arm), new ReportCell.Count(step.Key), new ReportCell.Count(step.Count()),
                    new ReportCell.Count(step.Min(record => record.Samples)), new ReportCell.Count(step.Count(record => record.Correct > 0)),
                    .. ks.Select(k => new ReportCell.Share(Estimate.Of(HeldOutCurve.Of(step, k, seed)[0].PassAtK))),
                    new ReportCell.Quantity(Estimate.Of(step.Average(record => record.MeanLength))),
                    new ReportCell.Words(step.Key == curve.Kept ? "yes" : ""),
                ])),
        ],
        };

    /// <summary>What policies think of fixed texts, by source, after every step that was measured (paper, Figures 6 and 11a).</summary>
    /// <param name="arms">The arms with their rows.</param>
    public static ReportTable Likelihoods(IReadOnlyList<(string Arm, IReadOnlyList<LikelihoodRecord> Rows)> arms) => new()
    {
        Name = "rl-likelihood",
        Title = "Likelihood of texts while training",
        Explanation = "The mean negative log-likelihood of a token in nats, by source of the texts: with every token counting alike and its 95 % "
            + "interval over problems, and with every text counting alike. Before SFT is the policy that was fine-tuned, step 0 the one that "
            + "reinforcement learning begins with.",
        Columns = ["Arm", "Step", "Text", "Problems", "Texts", "Tokens", "Nats a token", "Mean of texts"],
        Rows =
        [
            .. arms.SelectMany(arm => arm.Rows.OrderBy(row => row.Step ?? -1).Select(row => (IReadOnlyList<ReportCell>)
            [
                new ReportCell.Words(arm.Arm), new ReportCell.Words(row.Step is { } step ? Text(step) : "before SFT"),
                new ReportCell.Words(row.Source), new ReportCell.Count(row.Problems), new ReportCell.Count(row.Texts),
                new ReportCell.Count(row.Tokens), new ReportCell.Nats(Estimate.Of(row.Nll, row.Interval)),
                new ReportCell.Nats(Estimate.Of(row.TextNll)),
            ])),
        ],
    };

    /// <summary>What every policy no longer solves.</summary>
    /// <param name="rows">Every policy on every split and benchmark.</param>
    public static ReportTable Forgotten(IReadOnlyList<Forgotten> rows) => new()
    {
        Name = "forgotten",
        Title = "What training forgot",
        Explanation = "Of the problems that the base model solves at least once in n samples, those that a policy solves in none, with the share's "
            + "95 % interval over problems (Wilson's); beside them those that it solves and the base model does not. A problem that is solved rarely "
            + "may be missed by chance: the difference of pass@1, problem by problem with its interval, says how much was lost or won on the whole.",
        Columns = ["Problems", "Policy", "Solved by the base", "No longer", "Share", "Newly", "pass@1 difference"],
        Rows =
        [
            .. rows.Select(row => (IReadOnlyList<ReportCell>)
            [
                new ReportCell.Words(row.Split is { } split ? SeriesNames.Of(split) : row.Benchmark ?? ""),
                new ReportCell.Words(SeriesNames.Of(row.Name)),
                new ReportCell.Count(row.BaseSolved), new ReportCell.Count(row.NoLonger), new ReportCell.Share(Estimate.Of(row.Share)),
                new ReportCell.Count(row.Newly), new ReportCell.Share(Estimate.Of(row.Paired.Difference, row.Paired.Interval)),
            ]),
        ],
    };

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
