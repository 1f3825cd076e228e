using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Intervene.Problems;
using Intervene.Reports.Content;
using Intervene.Reports.Drawing;

namespace Intervene.Tests.Reports;

public class FiguresTests
{
    [Fact]
    public void Every_figure_is_well_formed_repeatable_and_names_no_unfinished_number()
    {
        foreach (var data in new[] { SampleReport.Full, HtmlReportTests.HostileData() })
        {
            Assert.Equal(11, Figures.All(data).Count);
            foreach (var (once, again) in Figures.All(data).Zip(Figures.All(data)))
            {
                var svg = once.ToSvg();
                Assert.Equal(svg, again.ToSvg());
                Assert.Equal("svg", XDocument.Parse(svg).Root!.Name.LocalName);
                Assert.DoesNotContain("NaN", svg, StringComparison.Ordinal);
                Assert.DoesNotContain("Infinity", svg, StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public void Doubling_k_moves_a_point_by_the_same_distance_to_the_right()
    {
        var svg = Figures.PassAtK(SampleReport.Full, ProblemSplit.Train)!.ToSvg();
        var xs = Regex.Matches(svg, "<circle cx=\"([0-9.]+)\"")
            .Select(m => double.Parse(m.Groups[1].Value, CultureInfo.InvariantCulture)).Take(6).ToArray();
        var distances = xs.Zip(xs.Skip(1), (a, b) => b - a).ToArray();
        Assert.All(distances, d => Assert.Equal(distances[0], d, 0.05));
    }

    [Fact]
    public void The_base_model_is_one_line_however_many_arms_start_from_it()
    {
        var svg = Figures.PassAtK(SampleReport.Full, ProblemSplit.HeldOut)!.ToSvg();
        Assert.Single(Regex.Matches(svg, "<title>Base model</title>"));
    }

    [Fact]
    public void A_figure_with_nothing_to_show_is_left_out()
    {
        var empty = new ReportData { Title = "Empty" };
        Assert.Empty(Figures.All(empty));
        Assert.Null(Figures.PassAtK(empty, ProblemSplit.Easy));
        Assert.Null(Figures.TrainingCurves(
            SampleReport.Full with { Training = [new("InT", [new TrainingPoint { Step = 1 }])] }, TrainingMetric.Entropy));
    }

    [Fact]
    public void A_number_that_is_not_finite_breaks_the_line()
    {
        var points = Enumerable.Range(1, 9).Select(step => new TrainingPoint { Step = step, RewardMean = step == 5 ? double.NaN : 0.5 }).ToArray();
        var svg = Figures.TrainingCurves(new ReportData { Title = "Gap", Training = [new("InT", points)] }, TrainingMetric.RewardMean)!.ToSvg();
        Assert.Equal(2, Regex.Matches(svg, "stroke-linejoin").Count);
    }

    [Fact]
    public void A_single_k_has_an_error_bar()
    {
        var data = SampleReport.Full with { PassAtK = [.. SampleReport.Full.PassAtK.Select(c => c with { Points = [c.Points[0]] })] };
        var svg = Figures.PassAtK(data, ProblemSplit.Train)!.ToSvg();
        Assert.DoesNotContain("fill-opacity", svg, StringComparison.Ordinal);
        Assert.Contains("stroke-width=\"1.5\"", svg, StringComparison.Ordinal);
    }
}
