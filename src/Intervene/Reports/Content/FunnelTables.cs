using System.Globalization;
using Intervene.Filtering;
using Intervene.Statistics;

namespace Intervene.Reports.Content;

/// <summary>The tables of the filter: lift over the controls, the oracles side by side, their agreement, where success falls.</summary>
internal static class FunnelTables
{
    /// <summary>What the corrected step adds to each control.</summary>
    public static ReportTable Lifts(ReportData data) => new()
    {
        Name = "lifts",
        Title = "What the corrected step adds",
        Explanation = "Accuracy after prefix and intervention minus that of a control, on the same problems, with as many continuations and "
            + "the same random "
            + "numbers. The 95 % interval is over problems, whose continuations stay together; one that holds 0 is a difference that chance "
            + "explains.",
        Columns = ["Against", "Problems", "Lift"],
        Rows =
        [
            .. data.Lifts.Select(lift => (IReadOnlyList<ReportCell>)
            [
                new ReportCell.Words(SeriesNames.Of(lift.Control)), new ReportCell.Count(lift.Problems),
                new ReportCell.Share(Of(lift.Difference, lift.Interval)),
            ]),
        ],
    };

    /// <summary>The oracles through the same filter.</summary>
    public static ReportTable Oracles(ReportData data) => new()
    {
        Name = "oracles",
        Title = "The oracles side by side",
        Explanation = "What became of each oracle's proposals in the same filter. Accuracy: the share of right continuations of its "
            + "interventions, with its 95 % "
            + "interval over problems. Kept: beside those of the other oracles, of which one attempt keeps the best; alone: if no other had "
            + "been asked. Tokens and "
            + "dollars are those of its replies, and unknown where the server does not tell them or no price is given.",
        Columns =
        [
            "Oracle", "Asked about", "Named a step", "Proposed", "Sampled from", "Worked", "Accuracy", "Kept", "Kept alone",
            "Tokens in", "Tokens out", "Dollars", "Refused because",
        ],
        Rows =
        [
            .. data.Oracles.Select(oracle => (IReadOnlyList<ReportCell>)
            [
                new ReportCell.Words(oracle.Oracle), new ReportCell.Count(oracle.Asked), new ReportCell.Count(oracle.Located),
                new ReportCell.Count(oracle.Proposed), new ReportCell.Count(oracle.Sampled), new ReportCell.Count(oracle.Working),
                new ReportCell.Share(oracle.Tries == 0 ? Estimate.Of(double.NaN) : Of((double)oracle.Correct / oracle.Tries, oracle.Interval)),
                new ReportCell.Count(oracle.Kept), new ReportCell.Count(oracle.KeptAlone),
                new ReportCell.Words(Tokens(oracle.Cost, oracle.Cost.InputTokens)),
                new ReportCell.Words(Tokens(oracle.Cost, oracle.Cost.OutputTokens)),
                new ReportCell.Words(Dollars(oracle.Cost)),
                new ReportCell.Words(string.Join("; ", FunnelRows.Reasons(oracle.Refusals).Select(reason => $"{reason.Name}: {reason.Value}"))),
            ]),
        ],
    };

    /// <summary>How far every two oracles agree on the location.</summary>
    public static ReportTable Agreements(ReportData data) => new()
    {
        Name = "oracle-agreement",
        Title = "Do the oracles see the error in the same place?",
        Explanation = "Of the attempts that both were asked about: how often both name the same step, or none; how often steps at most one "
            + "apart, where both name "
            + "one; and Cohen's κ over the steps named, which is 0 for the agreement of chance and 1 for full agreement.",
        Columns = ["Oracle", "And", "Attempts", "Same step or none", "Both name one", "At most one apart", "κ"],
        Rows =
        [
            .. data.Agreements.Select(pair => (IReadOnlyList<ReportCell>)
            [
                new ReportCell.Words(pair.First), new ReportCell.Words(pair.Second), new ReportCell.Count(pair.Attempts),
                new ReportCell.Share(Of(pair.Same, pair.Attempts)), new ReportCell.Count(pair.BothName),
                new ReportCell.Share(Of(pair.Near, pair.BothName)), new ReportCell.Quantity(Estimate.Of(pair.Kappa)),
            ]),
        ],
    };

    /// <summary>Where success really falls around the steps named.</summary>
    public static ReportTable Locations(ReportData data) => new()
    {
        Name = "locations",
        Title = "Where does success really fall?",
        Explanation = "The base model's success when it goes on from before and from behind the step t that an oracle names, and from its "
            + "neighbours: an error costs "
            + "success where it stands. Falls most here: attempts whose largest fall is at this step; two falls of one size count as unclear. "
            + "Where no continuation is "
            + "right from any of the places, the place cannot be seen. Means with 95 % intervals over problems.",
        Columns = ["Oracle", "Step", "Attempts", "Success before it", "Success behind it", "Fall", "Falls most here"],
        Rows = [.. data.Locations.SelectMany(Rows)],
    };

    private static IEnumerable<IReadOnlyList<ReportCell>> Rows(OracleLocations oracle)
    {
        foreach (var fall in oracle.Falls)
        {
            yield return
            [
                new ReportCell.Words(oracle.Oracle),
                new ReportCell.Words(fall.Step switch { < 0 => "t − 1", 0 => "t, the step named", _ => "t + 1" }),
                new ReportCell.Count(fall.Attempts), new ReportCell.Share(Prefix(oracle, fall.Step - 1)),
                new ReportCell.Share(Prefix(oracle, fall.Step)),
                new ReportCell.Share(Of(fall.Fall, fall.Interval)),
                Verdicts(oracle, fall.Step switch { < 0 => LocationVerdict.Earlier, 0 => LocationVerdict.AtStep, _ => LocationVerdict.Later }),
            ];
        }

        (LocationVerdict, string)[] others = [(LocationVerdict.Unclear, "none, or two alike"), (LocationVerdict.NoSuccess, "no success anywhere")];
        foreach (var (verdict, words) in others)
        {
            var none = new ReportCell.Words("");
            yield return
            [
                new ReportCell.Words(oracle.Oracle), new ReportCell.Words(words), new ReportCell.Count(oracle.Attempts), none, none, none,
                Verdicts(oracle, verdict),
            ];
        }
    }

    private static Estimate Prefix(OracleLocations oracle, int after) =>
        oracle.Prefixes.FirstOrDefault(prefix => prefix.After == after) is { } found ? Of(found.Rate, found.Interval) : Estimate.Of(double.NaN);

    private static ReportCell.Count Verdicts(OracleLocations oracle, LocationVerdict verdict) => new(oracle.Verdicts.GetValueOrDefault(verdict));

    private static string Tokens(OracleSpending cost, long tokens) => cost switch
    {
        { Asked: 0 } => "none",
        { Counted: 0 } => "unknown",
        _ when cost.Counted < cost.Asked => $"at least {ReportFormat.Count(tokens)}",
        _ => ReportFormat.Count(tokens),
    };

    private static string Dollars(OracleSpending cost) => cost switch
    {
        { Asked: 0 } => "none",
        { Dollars: null } => "unknown",
        { Dollars: { } dollars } when cost.Priced < cost.Asked => "at least " + Text(dollars),
        { Dollars: { } dollars } => Text(dollars),
    };

    private static string Text(decimal dollars) => dollars.ToString("0.####", CultureInfo.InvariantCulture);

    private static Estimate Of(double value, Interval interval) => new(value, interval.Low, interval.High);

    private static Estimate Of(int hits, int of) => of == 0 ? Estimate.Of(double.NaN) : Of((double)hits / of, Proportion.Wilson(hits, of));
}
