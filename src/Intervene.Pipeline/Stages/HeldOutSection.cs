using System.Globalization;
using Intervene.Evaluation;
using Intervene.Learning;
using Intervene.Options;
using Intervene.Pipeline.Runs;
using Intervene.Reports.Content;

namespace Intervene.Pipeline.Stages;

/// <summary>What the report says of held-out problems that were measured while arms trained (paper, Figures 7 and 10).</summary>
internal static class HeldOutSection
{
    /// <summary>The section; null where no arm was measured.</summary>
    public static ReportSection? Of(RunView run)
    {
        var curves = ArmRounds.Trained(run.Paths, run.Options).Where(one => run.Options.RlOf(one.Arm).Evaluate is not null)
            .Select(one => (one.Arm, one.Round, one.Title, Records: (IReadOnlyList<HeldOutRecord>)
                [.. run.Records<HeldOutRecord>(one.Paths.RlHeldOut)]))
            .Where(curve => curve.Records.Count > 0).ToArray();
        if (curves.Length == 0)
        {
            return null;
        }

        int[] ks = [.. curves.SelectMany(curve => run.Options.RlOf(curve.Arm).Evaluate!.K).Distinct().Order()];
        var kept = curves.Select(curve => (curve.Title, Kept: Kept(run, curve.Arm, curve.Round), curve.Records)).ToArray();
        return new ReportSection
        {
            Id = "held-out",
            Name = "Held out, by step",
            Heading = "Held-out problems while training",
            Place = SectionPlace.Training,
            Blocks =
            [
                .. curves.Where(curve => RlHeldOut.Chooses(run.Options.RlOf(curve.Arm))).Take(1)
                .Select(curve => new ReportBlock.Paragraph(string.Create(
                    CultureInfo.InvariantCulture, $"{curve.Records.DistinctBy(record => record.ProblemId).Count()} held-out problems choose the step "
                        + $"that is kept; they are no test, and the other tables leave them out."))),
                .. ks.Select(k => new ReportBlock.Drawn(
                    new ReportChart.Lines
                    {
                        Name = $"rl-held-out-{k.ToString(CultureInfo.InvariantCulture)}",
                        Title = $"Held-out pass@{k.ToString(CultureInfo.InvariantCulture)} while training",
                        ValueTitle = k == 1
                            ? "solved by one sample" : $"solved by at least one of {k.ToString(CultureInfo.InvariantCulture)} samples",
                        XTitle = "RL step",
                        Series = [.. curves.Index().Select(curve => (curve.Item.Title, curve.Index,
                            (IReadOnlyList<(double, Estimate)>)[.. HeldOutCurve.Of(curve.Item.Records, k, run.Options.Seed).Select(point => (
                                (double)point.Step,
                                Estimate.Of(point.PassAtK)))]))],
                    },
                    "The same held-out problems after some steps of reinforcement learning. A curve of pass@k at large k that rises says that the "
                    + "policy reaches more, one of pass@1 alone that it is surer. Bands are 95 % intervals over problems.")),
                new ReportBlock.Rows(TrainingTables.HeldOut(kept, ks, run.Options.Seed), IsFolded: true),
            ],
        };
    }

    /// <summary>The step whose weights are an arm's, as its stage recorded it; null before it has finished.</summary>
    private static int? Kept(RunView run, ArmOptions arm, ArmRound? round) =>
        run.Ledger.Find(round?.NameOf(RlStage.NameOf(arm)) ?? RlStage.NameOf(arm))?.Counts.TryGetValue("kept", out var step) == true
            ? (int)step : null;
}
