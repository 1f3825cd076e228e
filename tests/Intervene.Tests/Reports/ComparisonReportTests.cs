using Intervene.Problems;
using Intervene.Reports;
using Intervene.Reports.Content;

namespace Intervene.Tests.Reports;

public sealed class ComparisonReportTests
{
    [Fact]
    public void A_policy_that_not_every_run_has_is_told_beside_the_means()
    {
        ComparedRun one = new("one", 1, [Curve("rl", 0.5), Curve("sft", 0.25)], []), two = new("two", 2, [Curve("rl", 0.25)], []);
        Assert.Equal("Problems solved, by policy: 2 runs (InT, after SFT in 1 of them)", ComparisonReport.Summary([one, two]).Title);
        Assert.Equal("Problems solved, by policy: 2 runs", ComparisonReport.Summary([two, two with { Name = "three", Seed = 3 }]).Title);
    }

    private static PassAtKCurve Curve(string policy, double rate) => new()
    {
        Arm = "InT",
        Policy = policy,
        Split = ProblemSplit.HeldOut,
        Problems = 4,
        Samples = 1,
        Points = [new PassAtKPoint(1, Estimate.Of(rate))],
    };
}
