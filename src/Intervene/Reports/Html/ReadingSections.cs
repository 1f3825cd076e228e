using System.Globalization;
using Intervene.Reports.Content;

namespace Intervene.Reports.Html;

/// <summary>Interventions and rollouts to read: numbers alone do not show what a model does.</summary>
internal static class ReadingSections
{
    public static void Write(HtmlWriter page, ReportData data)
    {
        page.Section("examples", "Interventions to read");
        if (data.Examples.Count == 0)
        {
            page.Element("p", "This run has no interventions to show.", "none");
        }
        else
        {
            page.Element(
                "p", "The model's own attempt up to its first critical error, the step that the oracle put in its place, and how the model went " +
                "on by itself. "
                + "Training clones the kept steps and the correction, never the continuation.", "note");
        }

        foreach (var (example, first) in data.Examples.Select((e, i) => (e, i == 0)))
        {
            Example(page, example, first);
        }

        page.EndSection().Section("samples", "Rollouts to read");
        if (data.Samples.Count == 0)
        {
            page.Element("p", "This run has no rollouts to show.", "none");
        }
        else
        {
            page.Element("p", "Rollouts drawn at fixed quantiles of the reward, so that failures are shown beside successes.", "note");
        }

        foreach (var sample in data.Samples)
        {
            Sample(page, sample);
        }

        page.EndSection();
    }

    private static void Example(HtmlWriter page, InterventionExample example, bool open)
    {
        page.Raw(open ? "<details class=\"card\" open=\"open\">\n" : "<details class=\"card\">\n").Raw("<summary>")
            .Element("code", example.ProblemId)
            .Element("span", $"{Count(example.Correct)} of {Count(example.Samples)} continuations correct", "tag").Raw("</summary>\n");
        page.Element("h3", "Problem").Element("pre", LongText.Cut(example.Question), "tex")
            .Raw("<p class=\"meta\">Gold answer <code>").Text(LongText.Cut(example.Answer)).Raw("</code> · oracle <code>")
            .Text(example.Oracle).Raw("</code></p>\n<div class=\"beside\">\n<div>\n").Element("h3", "Attempt").Raw("<ol class=\"steps\">\n");
        for (var i = 0; i < example.Steps.Count; i++)
        {
            var (cssClass, label) = (i + 1).CompareTo(example.Location) switch
            {
                < 0 => ("kept", "kept"),
                0 => ("wrong", "first error"),
                _ => ("after", "discarded"),
            };
            Step(page, cssClass, Count(i + 1), label, example.Steps[i]);
        }

        page.Raw("</ol>\n</div>\n<div>\n").Element("h3", "Intervention").Raw("<ol class=\"steps\">\n");
        Step(page, "patch", Count(example.Location), $"instead of step {Count(example.Location)}", example.Intervention);
        page.Raw("</ol>\n</div>\n<div>\n").Raw("<h3>Continuation ")
            .Raw(example.ContinuationCorrect ? "<span class=\"tag right\">correct</span>" : "<span class=\"tag false\">not correct</span>")
            .Raw("</h3>\n").Element("pre", LongText.Cut(example.Continuation), "text tex").Raw("</div>\n</div>\n</details>\n");
    }

    private static void Step(HtmlWriter page, string cssClass, string number, string label, string text) =>
        page.Raw($"<li class=\"{cssClass}\"><span class=\"no\">{number}</span>")
            .Element("pre", LongText.Cut(text), "tex").Element("span", label, "tag").Raw("</li>\n");

    private static void Sample(HtmlWriter page, RolloutSample sample) =>
        page.Raw("<details class=\"card\">\n<summary>").Element("b", sample.Policy).Element("code", sample.ProblemId)
            .Element("span",
                string.Create(CultureInfo.InvariantCulture, $"reward {sample.Reward:0.##} at the {sample.Quantile * 100:0} % quantile"), "tag")
            .Element("span", sample.Verdict, "tag").Element("span", ReportFormat.Count(sample.Tokens) + " tokens", "tag").Raw("</summary>\n")
            .Element("h3", "Problem").Element("pre", LongText.Cut(sample.Question), "tex").Element("h3", "Rollout")
            .Element("pre", LongText.Cut(sample.Text), "text tex").Raw("</details>\n");

    private static string Count(int value) => ReportFormat.Count(value);
}
