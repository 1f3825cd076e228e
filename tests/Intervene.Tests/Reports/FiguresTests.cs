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
            Assert.Equal(13, Figures.All(data).Count);
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
        Assert.Single(Regex.Matches(svg, "<g class=\"ivg\" data-s=\"Base model\">\n<path"));
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
        Assert.DoesNotContain("fill-opacity=\"0.13\"", svg, StringComparison.Ordinal);
        Assert.Contains("stroke-width=\"1.5\"", svg, StringComparison.Ordinal);
    }

    [Fact]
    public void Lines_that_lie_on_one_another_are_drawn_in_turns_and_a_point_tells_the_values_of_all()
    {
        PassAtKCurve Line(string arm, double last) => new()
        {
            Arm = arm,
            Policy = "rl",
            Split = ProblemSplit.Easy,
            Problems = 9,
            Samples = 4,
            Points = [new(1, Estimate.Of(0.5)), new(2, Estimate.Of(0.75)), new(4, Estimate.Of(last))],
        };
        var data = new ReportData { Title = "Same", PassAtK = [Line("One", 1), Line("Two", 1), Line("Three", 0.8)] };
        var svg = Figures.PassAtK(data, ProblemSplit.Easy)!.ToSvg();
        Assert.Equal(["-12", "-6", "0"], Dashes("6 12").Order(StringComparer.Ordinal));
        Assert.Equal(["-6", "0"], Dashes("6 6").Order(StringComparer.Ordinal));
        Assert.Equal(["0"], Dashes("none"));
        Assert.Equal(3, Regex.Count(svg, "samples k 2\nThree, after RL: 75.0 %\nTwo, after RL: 75.0 %\nOne, after RL: 75.0 %"));
        Assert.Equal(2, Regex.Count(svg, "samples k 4\nTwo, after RL: 100 %\nOne, after RL: 100 %"));

        IEnumerable<string> Dashes(string pattern) =>
            Regex.Matches(svg, $"stroke-dasharray=\"{pattern}\" stroke-dashoffset=\"([^\"]+)\"").Select(match => match.Groups[1].Value);
    }

    [Fact]
    public void The_funnel_shows_every_sieve_with_what_fell_out()
    {
        var svg = Figures.Funnel(SampleReport.Full)!.ToSvg();
        Assert.Equal(SampleReport.Full.Funnel.Count, Regex.Count(svg, "<rect fill=\"currentColor\""));
        Assert.Contains("−2 no reference; −3 leaks answer", svg, StringComparison.Ordinal);
        Assert.Contains("Led to a correct rollout: 74 of 91\nnever correct: 17", svg, StringComparison.Ordinal);
    }

    [Fact]
    public void Differences_go_below_zero_and_leave_patched_policies_out()
    {
        var pair = SampleReport.Full.Differences[0];
        var data = SampleReport.Full with
        {
            Differences =
                [pair with { Paired = pair.Paired with { Difference = -0.2, Interval = new(-0.3, -0.1) } }, pair with { Second = new("InT", "sft") }],
        };
        var svg = Figures.Differences(data, ProblemSplit.Train)!.ToSvg();
        Assert.Contains(">-30 %</text>", svg, StringComparison.Ordinal);
        Assert.Contains("InT, after RL − Base model: -20.0 % [-30.0, -10.0]", svg, StringComparison.Ordinal);
        Assert.DoesNotContain("after SFT", svg, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(600)]
    [InlineData(160)]
    [InlineData(60)]
    [InlineData(1)]
    public void Labels_of_ticks_stand_apart_however_narrow_the_axis_is(double width)
    {
        Axis[] axes =
        [
            Axis.Values("", true, [-0.4, 0.1]), Axis.Values("", true, [0.05, 0.0501]), Axis.PowersOfTwo("", [1, 1024]), Axis.Steps("", [0, 12345]),
        ];
        foreach (var axis in axes)
        {
            var kept = axis.TicksWithin(width);
            Assert.NotEmpty(kept);
            Assert.All(kept, tick => Assert.Contains(tick, axis.Ticks));
            foreach (var (left, right) in kept.Zip(kept.Skip(1)))
            {
                var ends = (axis.Position(left.Value) * width) + (TextSize.Width(left.Label) / 2);
                Assert.True(ends < (axis.Position(right.Value) * width) - (TextSize.Width(right.Label) / 2), $"{left.Label} touches {right.Label}");
            }
        }

        Assert.Contains(axes[0].TicksWithin(width), tick => tick.Value == 0);
    }
}
