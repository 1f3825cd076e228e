using System.Globalization;
using System.Text.RegularExpressions;
using Intervene.Evaluation;
using Intervene.Learning;
using Intervene.Problems;
using Intervene.Reports.Content;
using Intervene.Reports.Drawing;

namespace Intervene.Tests.Reports;

public sealed class TrainingTablesTests
{
    [Fact]
    public void An_entropy_that_collapses_to_a_twentieth_falls_over_most_of_its_figure()
    {
        double[] values = [0.012, 0.006, 0.0012, 0.0006];
        var points = values.Select((value, i) => new TrainingPoint { Step = i + 1, Entropy = value }).ToArray();
        var svg = Figures.TrainingCurves(new ReportData { Title = "t", Training = [new("InT", points)] }, TrainingMetric.Entropy)!.ToSvg();
        var path = Regex.Match(svg, "<path d=\"M([0-9. L]+)\" fill=\"none\" stroke=\"currentColor\" stroke-width=\"2\"").Groups[1].Value;
        double[] heights = [.. path.Split('L').Select(point => double.Parse(point.Split(' ')[1], CultureInfo.InvariantCulture))];
        Assert.Equal(heights[1] - heights[0], heights[3] - heights[2], 0.1); // halves are equally far
        Assert.True(heights[3] - heights[0] > 200, svg);
        Assert.Contains(">0.0005<", svg, StringComparison.Ordinal);
        Assert.DoesNotContain("NaN", Figures.TrainingCurves(
            new ReportData { Title = "t", Training = [new("InT", [new() { Step = 1, Entropy = 0 }])] }, TrainingMetric.Entropy)?.ToSvg() ?? "",
            StringComparison.Ordinal);
    }

    [Fact]
    public void What_a_policy_no_longer_solves_is_counted_on_problems_that_both_have()
    {
        EvaluationRecord[] before = [Record("a", 4), Record("b", 1), Record("c", 0), Record("d", 2), Record("gone", 4)];
        EvaluationRecord[] after = [Record("a", 4), Record("b", 0), Record("c", 3), Record("d", 0)];
        var forgotten = Forgotten.Of(new PolicyName("InT", "rl"), before, after, 1) with { Split = ProblemSplit.Easy };
        Assert.Equal((3, 2, 1), (forgotten.BaseSolved, forgotten.NoLonger, forgotten.Newly));
        Assert.InRange(forgotten.Share.Value, forgotten.Share.Interval.Low, forgotten.Share.Interval.High);
        Assert.Equal(2.0 / 3, forgotten.Share.Value, 1e-12);
        var none = Forgotten.Of(new PolicyName("InT", "rl"), [Record("c", 0)], [Record("c", 0)], 1) with { Benchmark = "aime2025" };
        Assert.Equal(0, none.BaseSolved);
        Assert.Equal(["Easy", "aime2025"], TrainingTables.Forgotten([forgotten, none]).Rows.Select(row => row[0].Display));
        Assert.Equal("–", TrainingTables.Forgotten([none]).Rows[0][4].Display);
    }

    [Fact]
    public void The_kept_step_is_marked_and_the_best_is_the_earliest_of_equals()
    {
        HeldOutRecord[] records = [.. new[] { (0, 0), (2, 3), (4, 3), (6, 1) }.Select(step => new HeldOutRecord
        {
            Step = step.Item1, ProblemId = "p", Samples = 4, Correct = step.Item2, Truncated = 0, NoAnswer = 0, MeanLength = 1, WeightVersion = "w",
        })];
        Assert.Equal(2, HeldOutCurve.Best(records, 1));
        var table = TrainingTables.HeldOut([("InT", 2, records)], [1, 4, 8], 1);
        Assert.Equal(["", "yes", "", ""], table.Rows.Select(row => row[^1].Display));
        Assert.Contains("75.0 %", table.Rows[1][5].Display, StringComparison.Ordinal);
    }

    private static EvaluationRecord Record(string problem, int correct) => new()
    {
        ProblemId = problem,
        Split = ProblemSplit.Easy,
        Policy = "p",
        Samples = 4,
        Correct = correct,
        Truncated = 0,
        NoAnswer = 0,
        Unparsable = 0,
        MeanLength = 10,
        WeightVersion = "w",
    };
}
