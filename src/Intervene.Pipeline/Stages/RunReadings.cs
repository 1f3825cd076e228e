using System.Globalization;
using System.Text.Json;
using Intervene.Completions;
using Intervene.Files;
using Intervene.Filtering;
using Intervene.Interventions;
using Intervene.Problems;
using Intervene.Reports.Content;
using Intervene.Rewards;
using Intervene.Rollouts;
using Intervene.Steps;

namespace Intervene.Pipeline.Stages;

/// <summary>
/// What there is to read of every problem. Artifacts are walked through once, to learn where the records to show stand, and these are read problem by
/// problem: memory grows with the number of problems, not with their texts.
/// </summary>
internal static class RunReadings
{
    private const int MostAttempts = 4; // shown of a problem; those with interventions come first
    private const int MostGraded = 2000; // texts whose answer is read again, for the artifacts do not hold it

    /// <summary>The readings: problems with kept interventions first, then those with any, those with attempts, and the others.</summary>
    public static IEnumerable<ProblemReading> Of(RunView run)
    {
        using var rollouts = Open<Rollout>(run.Paths.Rollouts);
        using var steps = Open<SplitRollout>(run.Paths.Steps);
        using var proposals = Open<Proposal>(run.Paths.Interventions);
        using var guided = Open<GuidedRollout>(run.Paths.Guided);
        using var samples = SamplePlaces.Read(run, run.Options.Report.SamplesShown);
        var places = new AttemptPlaces(rollouts, steps, proposals, guided);
        var outcomes = run.Records<InterventionOutcome>(run.Paths.Outcomes).ToDictionary(outcome => outcome.Intervention);
        var kept = outcomes.Values.Where(outcome => outcome.Kept).Select(outcome => outcome.ProblemId).ToHashSet(StringComparer.Ordinal);
        var grader = new AnswerReader(run, MostGraded);
        foreach (var problem in run.Mined.Select(mined => mined.Problem).OrderBy(Rank))
        {
            var attempts = places.Attempts(problem.Id);
            var shown = attempts.OrderBy(sample => places.Has(problem.Id, sample) ? 0 : 1).Take(MostAttempts).Order().ToList();
            yield return new ProblemReading
            {
                Id = problem.Id,
                Question = LongText.Cut(problem.Question),
                Answers = [.. problem.Golds()],
                Reference = problem.ReferenceSolution is { } solution ? LongText.Cut(solution) : null,
                Attempts = [.. shown.Select(sample => Attempt(problem, sample))],
                AttemptsLeftOut = attempts.Count - shown.Count,
                Samples = [.. samples.Of(problem, grader)],
            };
        }

        int Rank(Problem problem) => kept.Contains(problem.Id) ? 0 : places.HasAny(problem.Id) ? 1 : places.Attempts(problem.Id).Count > 0 ? 2 : 3;

        AttemptReading Attempt(Problem problem, int sample)
        {
            var rollout = places.Rollout(problem.Id, sample)!;
            var cut = places.Steps(problem.Id, sample);
            return new AttemptReading
            {
                Sample = sample,
                Steps = cut is null ? [LongText.Cut(rollout.Text)] : Shortened(cut),
                Verdict = rollout.Verdict,
                Why = grader.Why(problem, rollout.Text, rollout.Verdict, rollout.Completion.FinishReason),
                Tokens = rollout.Completion.TokenIds.Length,
                Proposals = [.. places.Proposals(problem.Id, sample).Select(proposal => Proposal(problem, proposal))],
            };
        }

        ProposalReading Proposal(Problem problem, Proposal proposal)
        {
            var correction = proposal as Correction;
            var outcome = outcomes.GetValueOrDefault(proposal.Id);
            return new ProposalReading
            {
                Oracle = proposal.Oracle,
                Location = correction?.Location ?? proposal.ErrorLocation,
                Content = correction is null ? null : LongText.Cut(correction.Content),
                Refusal = proposal is Refusal refusal ? Reason(refusal) : null,
                Note = correction?.Leak is { Score: > 0 } leak
                    ? string.Create(CultureInfo.InvariantCulture, $"gives the answer away with score {leak.Score:0.##}") : null,
                Outcome = outcome is null ? null : outcome.Kept ? "kept" : "not kept",
                Arms = outcome is null ? [] : [.. outcome.Arms.Select(arm => new ArmReading(SeriesNames.Of(arm.Arm), arm.Correct, arm.Tries))],
                Continuations = correction is null ? [] : [.. places.Continuations(proposal.Id).Select(rollout => new SampleReading
                {
                    Title = SeriesNames.Of(rollout.Arm),
                    Sample = rollout.Completion.Sample,
                    Text = LongText.Cut(ReportExamples.Continuation(run, correction, rollout)),
                    Verdict = rollout.Verdict,
                    Why = grader.Why(problem, rollout.Text, rollout.Verdict, rollout.Completion.FinishReason),
                    Tokens = rollout.Completion.TokenIds.Length,
                })],
            };
        }
    }

    /// <summary>The steps of an attempt; those in the middle of a very long one are left out, and the place says how many.</summary>
    private static IReadOnlyList<string> Shortened(SplitRollout split)
    {
        var left = 3 * LongText.Most;
        var texts = new List<string>();
        foreach (var step in split.Steps)
        {
            var text = LongText.Cut(step.Text);
            left -= text.Length;
            if (left < 0)
            {
                texts.Add(string.Create(CultureInfo.InvariantCulture, $"⟨{split.Steps.Count - texts.Count:#,0} more steps are left out⟩"));
                break;
            }

            texts.Add(text);
        }

        return texts;
    }

    private static string Reason(Refusal refusal)
    {
        var reason = JsonNamingPolicy.SnakeCaseLower.ConvertName(refusal.Reason.ToString()).Replace('_', ' ');
        return refusal.Detail is { Length: > 0 } detail ? $"{reason}: {LongText.Cut(detail)}" : reason;
    }

    internal static RecordFile<T>? Open<T>(string path) => RecordFile<T>.Open(path, path + ".partial", path);

    /// <summary>Reads answers again, for the words that say why; a limited number, for comparing takes time.</summary>
    internal sealed class AnswerReader(RunView run, int left)
    {
        private readonly AnswerGrader? _grader = AnswerGrader.Of(run.Options.Verifier);
        private int _left = left;

        /// <summary>Why a response earned what it earned.</summary>
        public string Why(Problem problem, string text, string verdict, FinishReason finish)
        {
            string? answer = null;
            if (_grader is not null && _left > 0 && text.Length <= LongText.Most && verdict is "correct" or "wrong" or "unparsable")
            {
                _left--;
                var grade = _grader!.Grade(problem, text, finish);
                answer = grade.Verdict == verdict ? grade.Answer : null;
            }

            return VerdictWords.Of(verdict, answer, problem.Answer, finish != FinishReason.Stop);
        }
    }
}
