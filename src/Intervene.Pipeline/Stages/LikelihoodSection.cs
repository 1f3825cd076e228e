using Intervene.Learning;
using Intervene.Pipeline.Runs;
using Intervene.Reports.Content;

namespace Intervene.Pipeline.Stages;

/// <summary>What the report says of fixed texts that policies scored while arms trained (paper, Figures 6 and 11a).</summary>
internal static class LikelihoodSection
{
    /// <summary>The section; null where no arm scored any.</summary>
    public static ReportSection? Of(RunView run)
    {
        var arms = ArmRounds.Trained(run.Paths, run.Options).Where(one => run.Options.RlOf(one.Arm).Evaluate?.Likelihood is not null)
            .Select(one => (one.Arm, one.Round, one.Title, Rows: (IReadOnlyList<LikelihoodRecord>)
                [.. run.Records<LikelihoodRecord>(one.Paths.RlLikelihood)]))
            .Where(arm => arm.Rows.Count > 0).ToArray();
        return arms.Length == 0 ? null : new ReportSection
        {
            Id = "rl-likelihood",
            Name = "Likelihood, by step",
            Heading = "How near texts are to the policy while training",
            Place = SectionPlace.Training,
            Blocks =
            [
                new ReportBlock.Paragraph("The same texts are scored after some steps of reinforcement learning: the lower, the nearer a text is to "
                    + "what the policy writes by itself. Failed attempts are the base model's; of a kept intervention only the step's own tokens are "
                    + "scored, after the prompt and the attempt's prefix. Step 0 is what fine-tuning made of the policy, or the base model where an "
                    + "arm has none. Every token counts alike, so that long texts weigh more; the table also has the mean in which every text counts "
                    + "alike."),
                .. arms.Select((arm, i) => new ReportBlock.Drawn(
                    new ReportChart.Lines
                    {
                        Name = NameOf(i, arm.Arm.Name, arm.Round, [.. arms.Select(one => (one.Arm.Name, one.Round))]),
                        Title = $"{arm.Title}: likelihood of texts while training",
                        ValueTitle = "nats a token, negative log-likelihood (log scale)",
                        XTitle = "RL step",
                        IsShare = false,
                        IsValueLog = true,
                        Series = [.. arm.Rows.Where(row => row.Step is not null).GroupBy(row => row.Source, StringComparer.Ordinal)
                            .Select((source, colour) => (source.Key, colour, (IReadOnlyList<(double, Estimate)>)
                                [.. source.OrderBy(row => row.Step)
                                    .Select(row => ((double)row.Step!, Estimate.Of(row.Nll, row.Interval)))]))],
                    },
                    "Bands are 95 % intervals over problems.")),
                new ReportBlock.Rows(TrainingTables.Likelihoods([.. arms.Select(arm => (arm.Title, arm.Rows))]), IsFolded: true),
            ],
            Glossary =
            [
                new("nats a token", "The mean negative natural logarithm of the probability that a model gives to each token of a text: 0 for a text "
                    + "that it is sure of, 0.69 where it gives every token one half."),
            ],
        };
    }

    /// <summary>A figure's name: the arm's, in the letters that files have; with its number where two arms' would be the same.</summary>
    private static string NameOf(int index, string arm, ArmRound? round, IReadOnlyList<(string Arm, ArmRound? Round)> all)
    {
        var own = Plain(arm, round);
        return all.Count(other => Plain(other.Arm, other.Round) == own) == 1 ? own : FormattableString.Invariant($"{own}-{index + 1}");

        static string Plain(string arm, ArmRound? round) => FormattableString.Invariant(
            $"rl-likelihood-{arm.ToLowerInvariant().Replace('_', '-')}{(round is null ? "" : $"-round-{round.Number}")}");
    }
}
