using Intervene.Answers;
using Intervene.Problems;

namespace Intervene.Interventions;

/// <summary>
/// Whether an intervention gives the final answer away, by meaning: what the text states as a result is compared with the gold by the verifier, so
/// that <c>0.5</c> gives <c>\frac12</c> away and a 2 that merely occurs does not give the answer 2 away.
/// </summary>
public static class LeakCheck
{
    private const double Coincidence = 0.4;
    private const double PartialWork = 0.45;
    private const double NewValue = 0.5;

    /// <summary>How far a text gives a problem's answer away: the gold one, or another right one.</summary>
    /// <param name="problem">The problem.</param>
    /// <param name="content">The intervention's text.</param>
    public static Leak Of(Problem problem, string content) =>
        (problem.Alternatives ?? []).Prepend(problem.Answer).Select(gold => Of(gold, content, problem.ReferenceSolution, problem.Question))
            .MaxBy(leak => leak.Score)!;

    /// <summary>How far a text gives the answer away.</summary>
    /// <param name="gold">The gold answer; null or blank gives nothing to compare with.</param>
    /// <param name="content">The intervention's text.</param>
    /// <param name="reference">The reference solution, for the share of its work that the text does; null where there is none.</param>
    /// <param name="question">The problem's statement, for whether a long answer occurs in it anyway; null where that is not known.</param>
    public static Leak Of(string? gold, string content, string? reference = null, string? question = null)
    {
        if (string.IsNullOrWhiteSpace(gold) || string.IsNullOrWhiteSpace(content))
        {
            return Leak.None;
        }

        var compiled = CompiledGold.Compile(gold, Preset.Reward);
        var known = new Dictionary<string, bool>(StringComparer.Ordinal);
        bool IsGold(string text) => known.TryGetValue(text, out var same) ? same : known[text] = text.Length > 0
            && compiled.Verify($"\\boxed{{{text}}}").IsCorrect;

        bool? isGiven = question is null ? null : LeakCandidates.ValuesOf(question).Any(IsGold);
        var kind = LeakedAnswer.Of(gold, isGiven);
        var isNew = !kind.IsShort && isGiven == false;
        var work = reference is null ? null : ReferenceWork.Of(reference);
        var operations = work?.Share(content, IsGold) ?? 0;
        var best = operations > 0 ? new Leak { Score = PartialWork * operations, Rule = LeakRule.Operations } : Leak.None;
        var onTheWay = new HashSet<int>();
        foreach (var candidate in LeakCandidates.Of(content, kind))
        {
            if (candidate.Calculation.Length > 0 && work?.IsOnTheWay(candidate.Calculation, IsGold) == true)
            {
                onTheWay.Add(candidate.Start);
            }

            var score = onTheWay.Contains(candidate.Start) ? Math.Min(candidate.Score, Coincidence)
                : isNew && candidate.Rule == LeakRule.Occurrence ? Math.Max(candidate.Score, NewValue)
                : candidate.Score;
            if (score > best.Score && IsGold(candidate.Text ?? content.Substring(candidate.Start, candidate.Length)))
            {
                best = new Leak { Score = score, Rule = candidate.Rule, Start = candidate.Start, Length = candidate.Length };
            }
        }

        return best with { Operations = operations };
    }
}
