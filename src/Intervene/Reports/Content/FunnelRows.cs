using System.Globalization;
using System.Text.Json;
using Intervene.Filtering;

namespace Intervene.Reports.Content;

/// <summary>A funnel as rows: what each sieve left of what came in, and why the rest fell out.</summary>
public static class FunnelRows
{
    /// <summary>The rows, from rollouts to interventions kept.</summary>
    /// <param name="funnel">The funnel.</param>
    public static IReadOnlyList<FunnelRow> Of(Funnel funnel) =>
    [
        new() { Label = "rollouts of training problems", Count = funnel.Rollouts, Of = 0 },
        Row("wrong", funnel.Wrong, funnel.Rollouts, "right, or not graded"),
        Row("the oracle was asked about", funnel.Asked, funnel.Wrong, "their problem had propose.max_per_problem interventions"),
        new()
        {
            Label = "interventions proposed",
            Count = funnel.Proposed,
            Of = IsShare(funnel) ? funnel.Asked : 0,
            Share = IsShare(funnel) ? Estimate.Of((double)funnel.Proposed / funnel.Asked) : null,
            Dropped = Reasons(funnel.Refusals),
        },
        Row("interventions sampled from", funnel.Sampled, funnel.Proposed, "beyond filter.tested_per_problem"),
        Row("interventions with a right continuation", funnel.Working, funnel.Sampled, "no right continuation"),
        Row(
            "interventions kept", funnel.Kept, funnel.Sampled,
            string.Create(CultureInfo.InvariantCulture, $"fewer than {funnel.MinCorrect} right continuations, or than another of the attempt")),
    ];

    /// <summary>Refusals as facts: reason and count.</summary>
    /// <param name="refusals">The refusals.</param>
    public static IReadOnlyList<ReportFact> Reasons(IEnumerable<RefusalCount> refusals) =>
        [.. refusals.Select(refusal => new ReportFact(JsonNamingPolicy.SnakeCaseLower.ConvertName(refusal.Reason.ToString()), Text(refusal.Count)))];

    /// <summary>Whether the interventions are a part of the rollouts: an oracle may write several of one, and several oracles one each.</summary>
    private static bool IsShare(Funnel funnel) => funnel.Oracles.Count <= 1 && funnel.Asked > 0 && funnel.Proposed <= funnel.Asked;

    private static FunnelRow Row(string label, long count, long of, string reason) => new()
    {
        Label = label,
        Count = count,
        Of = of,
        Share = of == 0 ? null : Estimate.Of((double)count / of),
        Dropped = count == of ? [] : [new ReportFact(reason, Text(of - count))],
    };

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
