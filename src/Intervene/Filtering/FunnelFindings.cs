using System.Globalization;
using System.Text.Json;

namespace Intervene.Filtering;

/// <summary>What a funnel comes to, in words: what a table of counts would leave for the reader to see.</summary>
public static class FunnelFindings
{
    /// <summary>The findings, the gravest first; none where interventions worked and were kept.</summary>
    /// <param name="funnel">The funnel.</param>
    public static IReadOnlyList<string> Of(Funnel funnel)
    {
        var findings = new List<string>();
        if (funnel.Wrong == 0)
        {
            findings.Add(Line($"None of {funnel.Rollouts} rollouts is wrong: there was nothing to correct."));
        }
        else if (funnel.Asked == 0)
        {
            findings.Add(Line($"No oracle was asked about any of {funnel.Wrong} wrong rollouts."));
        }
        else if (funnel.Proposed == 0)
        {
            findings.Add(Line($"No intervention was proposed for {funnel.Asked} wrong rollouts: {Reasons(funnel.Refusals)}."));
        }
        else if (funnel.Sampled > 0 && funnel.Working == 0)
        {
            var arm = funnel.Arms.FirstOrDefault(arm => arm.Arm == GuidedArm.Intervention);
            findings.Add(Line(
                $"No intervention had a right continuation: 0 of {arm?.Rollouts ?? 0} continuations of {funnel.Sampled} interventions are right."));
        }

        if (funnel.KeptWithoutSuccess > 0)
        {
            var bar = Line($"filter.min_correct is {funnel.MinCorrect}");
            findings.Add(Line($"{funnel.KeptWithoutSuccess} of {funnel.Kept} interventions kept have no right continuation: {bar}."));
        }
        else if (funnel.Working > 0 && funnel.Kept == 0)
        {
            findings.Add(Line(
                $"{funnel.Working} interventions had a right continuation, and none had the {funnel.MinCorrect} that filter.min_correct asks for."));
        }

        if (funnel.Leaking > 0)
        {
            findings.Add(Line($"{funnel.Leaking} of {funnel.Proposed} interventions state the answer: propose.leak lets them pass."));
        }

        findings.AddRange(funnel.Oracles.Where(oracle => funnel.Oracles.Count > 1 && oracle is { Asked: > 0, Proposed: 0 })
            .Select(oracle => Line($"The oracle {oracle.Oracle} proposed nothing for {oracle.Asked} wrong rollouts: {Reasons(oracle.Refusals)}.")));
        return findings;
    }

    /// <summary>Refusals with their counts.</summary>
    private static string Reasons(IReadOnlyList<RefusalCount> refusals) => string.Join(
        ", ", refusals.Select(refusal => Line($"{JsonNamingPolicy.SnakeCaseLower.ConvertName(refusal.Reason.ToString())} {refusal.Count}")));

    private static string Line(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
