using Intervene.Reports.Content;

namespace Intervene.Reports.Html;

/// <summary>How the run was made: times, options, environment; and what the words mean.</summary>
internal static class RunSections
{
    private static readonly (string Term, string Meaning)[] Glossary =
    [
        ("Rollout",
            "One complete answer that the model samples for a problem, graded by the verifier: reward 1 when the final answer is correct, else 0."),
        ("Hard problem",
            "A problem that the base model failed in every mining rollout. Because those rollouts selected it, its true success rate is small but " +
            "need not be 0."),
        ("Intervention", "One corrected step, written by the oracle in place of the first critical error of the model's own attempt."),
        ("Oracle", "What finds the error and writes the correction: a stronger model, a person, the reference solution or a checker."),
        ("Prefix", "The model's own steps before the error."),
        ("Arm", "One way to train: the same problems and the same reinforcement learning, other examples before it."),
        ("SFT", "Supervised fine-tuning: the model learns to write the given tokens. For interventions these are prefix and corrected step."),
        ("RL", "Reinforcement learning: the model samples groups of rollouts and is moved towards those that did better than their group's mean."),
        ("pass@k",
            "The chance that at least one of k samples is correct, estimated without bias from n ≥ k samples as 1 − C(n − c, k) / C(n, k) with c " +
            "correct ones."),
        ("95 % interval",
            "Where the number would lie in 95 of 100 runs over other problems of the same kind; problems are resampled whole, for samples of one " +
            "problem resemble each other."),
        ("Zero-advantage ratio", "The share of groups in which all rewards are equal. Their advantage is 0, so they move nothing."),
        ("Entropy",
            "How spread out the model's choice of the next token is, in nats: 0 is certain, the logarithm of the vocabulary's size is a blind " +
            "guess."),
        ("GRPO loss near 0", "Normal: on policy the advantages of a group add up to 0. Read the reward, not the loss."),
    ];

    public static void Write(HtmlWriter page, ReportData data)
    {
        page.Section("run", "The run").Table(Tables.Stages(data));
        Facts(page, "Options", data.Options);
        Facts(page, "Environment", data.Environment);
        page.EndSection().Section("glossary", "Glossary").Raw("<dl class=\"glossary\">\n");
        foreach (var (term, meaning) in Glossary)
        {
            page.Raw("<div>").Element("dt", term).Element("dd", meaning).Raw("</div>\n");
        }

        page.Raw("</dl>\n").EndSection();
    }

    private static void Facts(HtmlWriter page, string heading, IReadOnlyList<ReportFact> facts)
    {
        if (facts.Count == 0)
        {
            return;
        }

        page.Element("h3", heading).Raw("<dl class=\"facts\">\n");
        foreach (var (name, value) in facts)
        {
            page.Raw("<div>").Element("dt", name).Element("dd", value).Raw("</div>\n");
        }

        page.Raw("</dl>\n");
    }
}
