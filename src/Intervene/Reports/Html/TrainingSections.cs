using Intervene.Reports.Content;
using Intervene.Reports.Drawing;

namespace Intervene.Reports.Html;

/// <summary>How reinforcement learning went.</summary>
internal static class TrainingSections
{
    public static void Write(HtmlWriter page, ReportData data)
    {
        page.Section("training", "How reinforcement learning went");
        var figures = Enum.GetValues<TrainingMetric>().Select(metric => Figures.TrainingCurves(data, metric, file: false)).OfType<Figure>().ToArray();
        if (figures.Length == 0)
        {
            page.Element("p", "This run has no reinforcement learning.", "none").EndSection();
            return;
        }

        page.Raw("<figure>\n");
        var arms = SeriesNames.Arms(data);
        ResultSections.Legend(page, [.. data.Training.DistinctBy(c => c.Arm).Select(c => new Series
        {
            Label = c.Arm,
            Colour = ChartStyle.Colour(arms.TakeWhile(a => a != c.Arm).Count()),
            Points = [],
        })]);
        page.Raw("<div class=\"panels two\">\n");
        foreach (var figure in figures)
        {
            page.Raw(figure.ToInline());
        }

        page.Raw("</div>\n")
            .Element(
                "figcaption",
                "Reward: the share of correct rollouts in each step's batch of training problems. Zero-advantage ratio: the share of problems "
                + "whose rollouts were all wrong or all right; they teach nothing. All wrong is a run that does not learn; all right is one "
                + "that has learnt. Entropy: how undecided the model is at each token; a fall to zero means that it always says "
                + "the same. Long curves are a moving average over the faint raw line.");
        ResultSections.Links(page, figures, null);
        page.Raw("</figure>\n");
        if (data.Alarms.Count > 0)
        {
            page.Element("h3", "Alarms").Raw("<ul>\n");
            foreach (var alarm in data.Alarms)
            {
                page.Element("li", $"{alarm.Name}: {alarm.Value}");
            }

            page.Raw("</ul>\n");
        }

        page.EndSection();
    }
}
