using Intervene.Filtering;
using Intervene.Problems;
using Intervene.Reports.Content;

namespace Intervene.Reports.Html;

/// <summary>The head of the page: title, the numbers that matter most, and the way to the sections.</summary>
internal static class Overview
{
    public static void Write(HtmlWriter page, ReportData data)
    {
        page.Raw("<a class=\"skip\" href=\"#main\">To the results</a>\n<header>\n")
            .Element("p", "Interventional training", "kicker").Element("h1", data.Title);
        if (data.Subtitle.Length > 0)
        {
            page.Element("p", data.Subtitle, "lead");
        }

        if (data.UnderWay.Count > 0)
        {
            page.Raw("<details class=\"state\">\n<summary>")
                .Text(data.UnderWay.Count == 1 ? "This run is not whole: one stage is under way, to do or without what it wrote."
                : $"This run is not whole: {ReportFormat.Count(data.UnderWay.Count)} stages are under way, to do or without what they wrote.")
                .Raw(" The page shows what is there.</summary>\n<ul>\n");
            foreach (var (stage, state) in data.UnderWay)
            {
                page.Raw("<li>").Element("code", stage).Text($" {state}").Raw("</li>\n");
            }

            page.Raw("</ul>\n</details>\n");
        }

        var cards = Cards(data).ToArray();
        if (cards.Length > 0)
        {
            page.Raw("<ul class=\"cards\">\n");
            foreach (var (number, words) in cards)
            {
                page.Raw("<li>").Element("strong", number).Element("span", words).Raw("</li>\n");
            }

            page.Raw("</ul>\n");
        }

        page.Raw("<nav aria-label=\"Sections\">");
        foreach (var (id, name) in Sections(data))
        {
            page.Raw($"<a href=\"#{id}\">").Text(name).Raw("</a> ");
        }

        page.Raw("</nav>\n</header>\n");
    }

    private static IEnumerable<(string Id, string Name)> Sections(ReportData data) =>
    [
        ("results", "Results"), .. Added(data, SectionPlace.Results), ("interventions", "Interventions"), ("analyses", "Analyses"),
        .. Added(data, SectionPlace.Interventions), ("training", "Training"), .. Added(data, SectionPlace.Training),
        ("problems", "Problems"), ("examples", "Examples"), ("samples", "Rollouts"), ("run", "The run"), ("glossary", "Glossary"),
    ];

    private static IEnumerable<(string Id, string Name)> Added(ReportData data, SectionPlace place) =>
        AddedSections.Of(data, place).Select(section => (section.Id, section.Name));

    private static IEnumerable<(string Number, string Words)> Cards(ReportData data)
    {
        var hard = data.Splits.Where(s => s.Split != ProblemSplit.Easy).ToArray();
        if (hard.Length > 0)
        {
            yield return (ReportFormat.Count(hard.Sum(s => s.Problems)), $"hard problems, {ReportFormat.Count(hard.Sum(s => s.Correct))} of "
                + $"{ReportFormat.Count(hard.Sum(s => s.Attempts))} mining rollouts correct");
        }

        if (data.Controls.FirstOrDefault(r => r.Arm == GuidedArm.Intervention) is { } guided)
        {
            var naive = data.Controls.FirstOrDefault(r => r.Arm == GuidedArm.Problem);
            yield return (ReportFormat.Percent(guided.Accuracy.Value), "of rollouts are correct after one corrected step"
                + (naive is null ? "" : $"; from the problem alone {ReportFormat.Percent(naive.Accuracy.Value)}"));
        }

        foreach (var split in new[] { ProblemSplit.HeldOut, ProblemSplit.Easy })
        {
            if (Best(data, split) is var (curve, rate))
            {
                var before = data.PassAtK.FirstOrDefault(
                    c => c.Split == split && c.Policy == SeriesNames.BasePolicy)?.Points.FirstOrDefault(p => p.K == 1);
                yield return (ReportFormat.Percent(rate),
                    $"pass@1 {(split == ProblemSplit.Easy ? "on easy problems" : "on held-out hard problems")}, "
                    + SeriesNames.Of(curve.Arm, curve.Policy) + (before is null ? "" : $"; base model {ReportFormat.Percent(before.Rate.Value)}"));
            }
        }
    }

    /// <summary>The final policy of the first arm, which is the one that the run is about.</summary>
    private static (PassAtKCurve Curve, double Rate)? Best(ReportData data, ProblemSplit split)
    {
        var arm = SeriesNames.Arms(data).FirstOrDefault();
        var curve = data.PassAtK.LastOrDefault(
            c => c.Split == split && c.Arm == arm && c.Policy != SeriesNames.BasePolicy && c.Points.Any(p => p.K == 1));
        return curve is null ? null : (curve, curve.Points.First(p => p.K == 1).Rate.Value);
    }
}
