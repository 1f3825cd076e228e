namespace Intervene.Reports.Content;

/// <summary>The tables of what interventions are like: where, how long, how dear, how near to the model's own text.</summary>
public static class AnalysisTables
{
    /// <summary>The attempt is cut into as many parts.</summary>
    internal const int Parts = 10;

    /// <summary>First errors by place and kind (paper, Figure 4).</summary>
    /// <param name="data">The run.</param>
    public static ReportTable Places(ReportData data)
    {
        var kinds = Kinds(data);
        return new ReportTable
        {
            Name = "error-places",
            Title = "Where the first errors are",
            Explanation = "Attempts by the part in which an oracle sees the first error: the first step is in the first part, the last step in "
                + "the last. " + Words(kinds),
            Columns = ["Oracle", "Part of the attempt", .. kinds.Select(Name)],
            Rows = [.. data.Places.GroupBy(place => place.Oracle, StringComparer.Ordinal)
                .SelectMany(oracle => Enumerable.Range(0, Parts).Select(part => Row(oracle.Key, part, [.. oracle], kinds)))],
        };
    }

    /// <summary>Lengths of interventions beside whole solutions (paper, Figure 3).</summary>
    /// <param name="data">The run.</param>
    public static ReportTable Lengths(ReportData data) => new()
    {
        Name = "lengths",
        Title = "How long the texts are",
        Explanation = "Tokens of the base model. An intervention is one step; what it replaces is a whole solution by somebody else.",
        Columns = ["Text", "Texts", "Median", "First quartile", "Third quartile", "90 % at most", "Longest"],
        Rows = [.. data.Lengths.Where(lengths => lengths.Tokens.Count > 0).Select(lengths => (IReadOnlyList<ReportCell>)
            [new ReportCell.Words(lengths.Source), new ReportCell.Count(lengths.Tokens.Count),
                .. new[] { 0.5, 0.25, 0.75, 0.9, 1 }.Select(share => new ReportCell.Count((long)lengths.Quantile(share)))])],
    };

    /// <summary>What a kept intervention cost.</summary>
    /// <param name="data">The run.</param>
    public static ReportTable Costs(ReportData data) => new()
    {
        Name = "costs",
        Title = "What an intervention cost",
        Explanation = "Tokens that an oracle read and wrote, the dollars where every price is known, and the tokens that the base model sampled "
            + "on from its interventions to see which of them work; the last columns are for each intervention kept.",
        Columns = ["Oracle", "Asked", "Proposed", "Kept", "Tokens read", "Tokens written", "Dollars", "Guided tokens", "Oracle tokens a kept one",
            "Dollars a kept one", "Guided tokens a kept one"],
        Rows = [.. data.Costs.Select(cost => (IReadOnlyList<ReportCell>)
        [
            new ReportCell.Words(cost.Oracle), new ReportCell.Count(cost.Asked), new ReportCell.Count(cost.Proposed), new ReportCell.Count(cost.Kept),
            new ReportCell.Count(cost.InputTokens), new ReportCell.Count(cost.OutputTokens), Dollars(cost.Dollars, 1),
            new ReportCell.Count(cost.GuidedTokens), Quantity(cost.Each(cost.InputTokens + cost.OutputTokens)), Dollars(cost.Dollars, cost.Kept),
            Quantity(cost.Each(cost.GuidedTokens)),
        ])],
    };

    /// <summary>The base model's likelihood of texts by source (paper, Figure 11a).</summary>
    /// <param name="data">The run.</param>
    public static ReportTable Likelihoods(ReportData data) => new()
    {
        Name = "likelihoods",
        Title = "What the base model thinks of training texts",
        Explanation = "The mean negative log-likelihood of a token in nats, with its 95 % interval over problems: the lower, the nearer a text "
            + "is to what the model writes by itself.",
        Columns = ["Text", "Texts", "Tokens", "Nats a token"],
        Rows = [.. data.Likelihoods.Select(source => (IReadOnlyList<ReportCell>)
            [new ReportCell.Words(source.Source), new ReportCell.Count(source.Texts), new ReportCell.Count(source.Tokens),
                new ReportCell.Nats(Estimate.Of(source.Nll))])],
    };

    /// <summary>All of them.</summary>
    /// <param name="data">The run.</param>
    public static IReadOnlyList<ReportTable> All(ReportData data) => [Places(data), Lengths(data), Costs(data), Likelihoods(data)];

    internal static IReadOnlyList<ErrorKind> Kinds(ReportData data) => [.. data.Places.Select(place => place.Kind).Distinct().Order()];

    internal static int Part(ErrorPlace place) => Math.Min(Parts - 1, (int)(place.Share * Parts));

    internal static string Name(ErrorKind kind) => kind switch
    {
        ErrorKind.HighLevel => "wrong approach",
        ErrorKind.Execution => "wrong execution",
        ErrorKind.FalseCalculation => "false calculation",
        _ => "other",
    };

    private static IReadOnlyList<ReportCell> Row(string oracle, int part, IReadOnlyList<ErrorPlace> places, IReadOnlyList<ErrorKind> kinds) =>
    [
        new ReportCell.Words(oracle), new ReportCell.Words(PartName(part)),
        .. kinds.Select(kind => new ReportCell.Count(places.Count(place => Part(place) == part && place.Kind == kind))),
    ];

    private static string Words(IReadOnlyList<ErrorKind> kinds) => kinds.Any(kind => kind is ErrorKind.HighLevel or ErrorKind.Execution)
        ? "A model sorted the errors; where it gave no word, a step that asserts a false calculation is told from the others."
        : "No model was asked for the kind: a step that asserts a false calculation is told from the others.";

    private static string PartName(int part) => FormattableString.Invariant($"{part * 100 / Parts} to {(part + 1) * 100 / Parts} %");

    private static ReportCell Quantity(double value) => new ReportCell.Quantity(Estimate.Of(value));

    private static ReportCell.Words Dollars(decimal? dollars, int kept) => new(dollars is { } known && kept > 0
        ? FormattableString.Invariant($"{known / kept:0.####}") : ReportFormat.Missing);
}
