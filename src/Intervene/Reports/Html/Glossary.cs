using Intervene.Reports.Content;

namespace Intervene.Reports.Html;

/// <summary>What the words of a page mean: those that it uses, and of this run.</summary>
internal static class Glossary
{
    /// <summary>The entries.</summary>
    public static IEnumerable<(string Term, string Meaning)> Of(ReportData data)
    {
        var isIntervened = data.Funnel.Count > 0 || data.Examples.Count > 0;
        if (data.Splits.Count > 0 || data.Problems.Count > 0)
        {
            yield return ("Rollout",
                "One complete answer that the model samples for a problem, graded by the verifier: reward 1 when the final answer is "
                + "correct, else 0.");
            yield return ("Hard problem",
                "A problem that the base model failed in every mining rollout. Because those rollouts selected it, its true success rate is small "
                + "but need not be 0.");
        }

        if (isIntervened)
        {
            yield return ("Intervention",
                "One corrected step, written by the oracle in place of the first critical error of the model's own attempt.");
            yield return ("Oracle", "What finds the error and writes the correction. "
                + (data.Oracles.Count == 0 ? "" : $"In this run: {string.Join(", ", data.Oracles.Select(oracle => oracle.Oracle))}."));
            yield return ("Prefix", "The model's own steps before the error.");
        }

        if (data.Controls.Count > 0)
        {
            yield return ("Control",
                "Rollouts of the same model without the correction: from the problem, from the prefix, or behind its own wrong step.");
        }

        if (SeriesNames.Arms(data).Count > 0)
        {
            yield return ("Arm", "One way to train: the same problems and the same reinforcement learning, other examples before it.");
        }

        if (data.PassAtK.Any(curve => curve.Policy == "sft") || data.ArmCosts.Any(cost => cost.SftEpochs > 0))
        {
            yield return ("SFT", "Supervised fine-tuning: the model learns to write the given tokens."
                + (data.CloneVariants.Count > 0 ? " For interventions these are "
                    + string.Join("; ", data.CloneVariants.Select(variant => $"{variant.Name}: {variant.Value.ToLowerInvariant()}")) + "." : ""));
        }

        if (data.Training.Count > 0)
        {
            yield return ("RL",
                "Reinforcement learning: the model samples groups of rollouts and is moved towards those that did better than others of "
                + "their group.");
        }

        foreach (var entry in Measures(data))
        {
            yield return entry;
        }

        foreach (var (term, meaning) in data.Sections.Where(section => section.Blocks.Count > 0).SelectMany(section => section.Glossary)
            .DistinctBy(entry => entry.Name))
        {
            yield return (term, meaning);
        }
    }

    private static IEnumerable<(string Term, string Meaning)> Measures(ReportData data)
    {
        if (data.PassAtK.Count > 0)
        {
            yield return ("pass@k",
                "The chance that at least one of k samples is correct, estimated without bias from n ≥ k samples as 1 − C(n − c, k) / C(n, k) with c "
                + "correct ones.");
        }

        if (data.PassAtK.Count > 0 || data.Controls.Count > 0)
        {
            yield return ("95 % interval",
                "Where the number would lie in 95 of 100 runs over other problems of the same kind; problems are resampled whole, for samples of one "
                + "problem resemble each other.");
        }

        if (data.Differences.Count > 0)
        {
            yield return ("McNemar's test",
                "Of the problems that only one of two policies solves, how many are the first's: with equal policies each is as likely. Holm's "
                + "correction allows for as many comparisons as there are.");
        }

        if (data.Training.Any(curve => curve.Points.Any(point => double.IsFinite(point.ZeroAdvantageRatio))))
        {
            yield return ("Zero-advantage ratio", "The share of groups in which all rewards are equal. Their advantage is 0, so they move nothing.");
        }

        if (data.Training.Any(curve => curve.Points.Any(point => double.IsFinite(point.Entropy))))
        {
            yield return ("Entropy",
                "How spread out the model's choice of the next token is, in nats: 0 is certain, the logarithm of the vocabulary's size is a blind "
                + "guess.");
        }
    }
}
