using Intervene.Filtering;
using Intervene.Interventions;
using Intervene.Reports;
using Intervene.Reports.Content;

namespace Intervene.Tests.Reports;

public sealed class FunnelTablesTests
{
    private static readonly OracleFunnel Reference = new()
    {
        Oracle = "reference",
        Asked = 10,
        Located = 8,
        Proposed = 6,
        Leaking = 0,
        Refusals = [new(RefusalReason.AnswerLeak, 4)],
        Sampled = 6,
        Problems = 5,
        Working = 3,
        Correct = 12,
        Tries = 48,
        Interval = new(0.1, 0.4),
        Kept = 2,
        KeptAlone = 3,
        Cost = OracleSpending.None,
    };

    private static readonly ReportData Data = new()
    {
        Title = "t",
        FunnelFindings = ["No intervention had a right continuation: 0 of 5."],
        Lifts = [new(GuidedArm.WrongStep, 5, 0.25, new(-0.05, 0.4))],
        Oracles =
        [
            Reference,
            Reference with
            {
                Oracle = "llm/<script>", Tries = 0, Correct = 0,
                Cost = OracleSpending.None with { Asked = 10, Counted = 9, Priced = 9, InputTokens = 12_345, OutputTokens = 678, Dollars = 0.25m },
            },
            Reference with { Oracle = "self", Cost = OracleSpending.None with { Asked = 10, Counted = 10, InputTokens = 5, OutputTokens = 6 } },
            Reference with { Oracle = "silent", Cost = OracleSpending.None with { Asked = 10 } },
        ],
        Agreements = [new("reference", "self", 8, 4, 6, 5, 0.4321)],
        Locations =
        [
            new()
            {
                Oracle = "reference",
                Attempts = 4,
                Verdicts = new Dictionary<LocationVerdict, int> { [LocationVerdict.Earlier] = 3, [LocationVerdict.NoSuccess] = 1 },
                Prefixes = [new(-2, 4, 0.5, new(0.2, 0.8)), new(-1, 4, 0.1, new(0, 0.3)), new(0, 4, 0, new(0, 0.2))],
                Falls = [new(-1, 4, 0.4, new(0.1, 0.6)), new(0, 4, 0.1, new(0, 0.3))],
            },
        ],
    };

    private static string[] Row(ReportTable table, int row) => [.. table.Rows[row].Select(cell => cell.Display)];

    [Fact]
    public void A_lift_has_its_interval() =>
        Assert.Equal(["prefix + its own wrong step", "5", "25.0 % [-5.00, 40.0]"], Row(FunnelTables.Lifts(Data), 0));

    [Fact]
    public void Oracles_have_their_cost_or_that_it_is_unknown()
    {
        var table = FunnelTables.Oracles(Data);
        Assert.Equal(
            ["reference", "10", "8", "6", "6", "3", "25.0 % [10.0, 40.0]", "2", "3", "none", "none", "none", "answer_leak: 4"], Row(table, 0));
        Assert.Equal(["–", "2", "3", "at least 12,345", "at least 678", "at least 0.25"], Row(table, 1)[6..12]);
        Assert.Equal(["5", "6", "unknown"], Row(table, 2)[9..12]);
        Assert.Equal(["unknown", "unknown", "unknown"], Row(table, 3)[9..12]);
    }

    [Fact]
    public void Agreement_is_exact_near_and_beyond_chance() => Assert.Equal(
        ["reference", "self", "8", "50.0 % [21.5, 78.5]", "6", "83.3 % [43.6, 97.0]", "0.43"], Row(FunnelTables.Agreements(Data), 0));

    [Fact]
    public void Where_success_falls_is_told_step_by_step()
    {
        var table = FunnelTables.Locations(Data);
        Assert.Equal(
            ["reference", "t − 1", "4", "50.0 % [20.0, 80.0]", "10.0 % [0, 30.0]", "40.0 % [10.0, 60.0]", "3"], Row(table, 0));
        Assert.Equal(["reference", "t, the step named", "4", "10.0 % [0, 30.0]", "0 % [0, 20.0]", "10.0 % [0, 30.0]", "0"], Row(table, 1));
        Assert.Equal(["reference", "no success anywhere", "4", "", "", "", "1"], Row(table, 3));
    }

    [Fact]
    public void The_page_says_what_the_funnel_comes_to_and_shows_no_empty_table()
    {
        var page = HtmlReport.Render(Data);
        Assert.Contains("No intervention had a right continuation: 0 of 5.", page, StringComparison.Ordinal);
        Assert.Contains("The oracles side by side", page, StringComparison.Ordinal);
        Assert.Contains("llm/&lt;script&gt;", page, StringComparison.Ordinal);
        var empty = HtmlReport.Render(new ReportData { Title = "t" });
        Assert.DoesNotContain("The oracles side by side", empty, StringComparison.Ordinal);
        Assert.DoesNotContain("Where does success really fall?", empty, StringComparison.Ordinal);
    }
}
