using Intervene.Reports;
using Intervene.Reports.Content;
using Intervene.Reports.Drawing;

namespace Intervene.Tests.Reports;

public class AnalysisTests
{
    [Fact]
    public void First_errors_are_counted_by_part_and_kind()
    {
        var data = new ReportData
        {
            Title = "t",
            Places =
            [
                new("a", 1, 5, ErrorKind.FalseCalculation), new("a", 5, 5, ErrorKind.Other), new("a", 1, 1, ErrorKind.Other),
                new("b", 3, 5, ErrorKind.FalseCalculation),
            ],
        };
        var rows = AnalysisTables.Places(data).Rows.Select(row => row.Select(cell => cell.Display).ToArray()).ToArray();
        Assert.Equal(20, rows.Length);
        Assert.Equal(["a", "0 to 10 %", "1", "1"], rows[0]);
        Assert.Equal(["a", "90 to 100 %", "0", "1"], rows[9]);
        Assert.Equal(["b", "50 to 60 %", "1", "0"], rows[15]);
        Assert.Equal(2, AnalysisFigures.Places(data).Count);
    }

    [Fact]
    public void A_quantile_is_a_length_that_stands_there()
    {
        var lengths = new TextLengths("interventions", [30, 8, 12, 9]);
        Assert.Equal((8, 9, 30), (lengths.Quantile(0), lengths.Quantile(0.5), lengths.Quantile(1)));
        Assert.True(double.IsNaN(new TextLengths("none", []).Quantile(0.5)));
    }

    [Fact]
    public void A_price_that_is_not_known_is_none_and_nothing_is_divided_by_zero()
    {
        var rows = AnalysisTables.Costs(SampleReport.Full).Rows.Select(row => row.Select(cell => cell.Display).ToArray()).ToArray();
        Assert.Equal(["llm/m", "40", "30", "8", "80,000", "16,000", "0.36", "4,000", "12,000", "0.045", "500"], rows[0]);
        Assert.Equal(["self", "40", "0", "0", "900", "100", "–", "0", "–", "–", "–"], rows[1]);
    }

    [Fact]
    public void Likelihoods_are_in_nats_and_no_shares()
    {
        Assert.Contains("0.800 [0.600, 1.10]", AnalysisFigures.Likelihoods(SampleReport.Full)!.ToSvg(), StringComparison.Ordinal);
        Assert.Contains("Analyses", HtmlReport.Render(SampleReport.Full), StringComparison.Ordinal);
    }
}
