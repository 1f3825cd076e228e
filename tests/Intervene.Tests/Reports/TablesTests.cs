using Intervene.Reports.Content;

namespace Intervene.Tests.Reports;

public class TablesTests
{
    [Fact]
    public void The_summary_has_a_row_a_policy_with_the_base_model_first()
    {
        var table = Tables.Summary(SampleReport.Full);
        Assert.Equal(
            ["Base model", "InT, after SFT", "InT, after RL", "RL alone, after RL", "Distillation, after SFT", "Distillation, after RL"],
            table.Rows.Select(row => row[0].Display));
        Assert.Equal("Policy", table.Columns[0]);
        Assert.Equal(["Train (hard) pass@1", "Train (hard) pass@32"], table.Columns.Skip(1).Take(2));
        Assert.StartsWith("74.0 % [", table.Rows[2][1].Display, StringComparison.Ordinal);
    }

    [Fact]
    public void Policies_stand_with_all_their_numbers_and_a_dash_for_what_is_not_known()
    {
        var table = PolicyTables.Outcomes(SampleReport.Full);
        Assert.Equal(
            "Train (hard)|InT, after RL|96|32|70|42.1 % [36.0, 48.3]|–|1,234 [1,100, 1,400]|–|3.00 % [1.00, 5.00]|2.00 % [1.00, 3.00]|0 % [0, 3.85]",
            string.Join('|', table.Rows[0].Select(cell => cell.Display)));
        Assert.Contains("tokens_a_solve,tokens_a_solve_low,tokens_a_solve_high", table.ToCsv(), StringComparison.Ordinal);
    }

    [Fact]
    public void Two_policies_stand_with_their_difference_and_both_p_values()
    {
        var table = PolicyTables.Differences(SampleReport.Full);
        Assert.Equal("Train (hard)|InT, after RL|Base model|96|42.1 % [36.0, 48.3]|70|0|< 0.0001|0.012",
            string.Join('|', table.Rows[0].Select(cell => cell.Display)));
        Assert.Contains(",70,0,1E-20,0.012", table.ToCsv(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_share_is_three_columns_of_csv_and_one_of_markdown()
    {
        var table = Tables.Controls(SampleReport.Full);
        var lines = table.ToCsv().Split('\n');
        Assert.Equal(
            "rollouts_start,problems,solved,solved_share,solved_share_low,solved_share_high,rollouts,accuracy,accuracy_low,accuracy_high", lines[0]);
        Assert.Equal("prefix + intervention,96,74,0.7708333333333334,,,3072,0.421,0.36,0.483", lines[4]);
        Assert.Contains("| prefix + intervention | 96 | 74 | 77.1 % | 3,072 | 42.1 % [36.0, 48.3] |", table.ToMarkdown(), StringComparison.Ordinal);
    }

    [Fact]
    public void Csv_quotes_what_would_break_a_line_and_markdown_escapes_what_would_break_a_table()
    {
        var table = Tables.Stages(SampleReport.Full with { StageTimes = [new("a,\"b\"\nc|d<e>", 1, "")] });
        Assert.Contains("\"a,\"\"b\"\"\nc|d<e>\",1,", table.ToCsv(), StringComparison.Ordinal);
        Assert.Contains("| a,\"b\" c\\|d&lt;e> |", table.ToMarkdown(), StringComparison.Ordinal);
    }

    [Fact]
    public void All_tables_of_an_empty_run_have_headings_and_no_rows()
    {
        foreach (var table in Tables.All(new ReportData { Title = "Empty" }))
        {
            Assert.Empty(table.Rows);
            Assert.Single(table.ToCsv().Split('\n', StringSplitOptions.RemoveEmptyEntries));
        }
    }

    [Theory]
    [InlineData(0.421, "42.1 %")]
    [InlineData(0.0372, "3.72 %")]
    [InlineData(0.000984, "0.0984 %")]
    [InlineData(0.0000012, "0.0001 %")]
    [InlineData(0, "0 %")]
    [InlineData(1, "100 %")]
    [InlineData(double.NaN, "–")]
    public void A_share_shows_three_digits(double share, string expected) => Assert.Equal(expected, new ReportCell.Share(Estimate.Of(share)).Display);

    [Theory]
    [InlineData(0.84, "0.8 s")]
    [InlineData(59.7, "1 min 00 s")]
    [InlineData(187, "3 min 07 s")]
    [InlineData(3599.9, "1 h 00 min")]
    [InlineData(7500, "2 h 05 min")]
    [InlineData(double.NaN, "–")]
    public void A_duration_uses_the_units_that_fit(double seconds, string expected) =>
        Assert.Equal(expected, new ReportCell.Seconds(seconds).Display);
}
