using Intervene.Completions;
using Intervene.Examples;
using Intervene.Files;
using Intervene.Interventions;
using Intervene.Options;
using Intervene.Problems;

namespace Intervene.Pipeline.Stages;

/// <summary>Has solutions written and grades them, record by record: an artifact of <see cref="WrittenSolution"/>.</summary>
internal static class SolutionWriting
{
    private const int SideBySide = 16;

    /// <summary>Writes what the artifact lacks.</summary>
    /// <param name="context">The stage.</param>
    /// <param name="path">The artifact.</param>
    /// <param name="questions">A question a problem.</param>
    /// <param name="problems">The problems by id, whose golds grade.</param>
    /// <param name="oracle">Who writes: a model, or <c>reference</c> for the solutions that come with the problems.</param>
    /// <param name="prompt">The model's prompt.</param>
    /// <returns>The solutions in the order of the questions.</returns>
    /// <exception cref="InterveneException">The budget is used up, or the oracle writes no texts.</exception>
    public static async Task<IReadOnlyList<WrittenSolution>> RunAsync(
        StageContext context, string path, IReadOnlyList<OracleQuestion> questions, IReadOnlyDictionary<string, Problem> problems,
            OracleOptions oracle, string prompt)
    {
        var run = context.Run;
        var written = new Dictionary<string, WrittenSolution>(StringComparer.Ordinal);
        var right = 0;
        var gate = new Lock();
        using var journal = Journal<string, WrittenSolution>.Open(path, record => record.ProblemId, Count);
        var missing = questions.Where(question => !journal.Has(question.Id)).ToList();
        if (missing.Count > 0)
        {
            using var policy = await RunPolicy.OpenAsync(context, [oracle]).ConfigureAwait(false);
            var writer = oracle switch
            {
                ReferenceOracleOptions => null,
                ModelOracleOptions model => run.Writer(model, prompt, () => policy.Policy),
                _ => throw new InterveneException($"{context.Stage}: the oracle writes no solutions; expected kind reference, llm or self."),
            };
            using var open = writer as IDisposable;
            await Parallel.ForEachAsync(
                missing, new ParallelOptions { MaxDegreeOfParallelism = SideBySide, CancellationToken = context.Cancellation },
                    async (question, cancellation) =>
            {
                var solution = writer is null ? Reference(question) : await writer.WriteAsync(question, cancellation).ConfigureAwait(false);
                if (solution.Refusal == RefusalReason.OverBudget)
                {
                    // Not recorded: the same command asks again once there is money.
                    throw new InterveneException($"{solution.Writer}: {solution.Detail}");
                }

                if (solution.Text is { } text)
                {
                    var grade = await run.Grader.GradeAsync(problems[question.Id], text, FinishReason.Stop, cancellation).ConfigureAwait(false);
                    solution = solution with { Reward = grade.Reward, Verdict = grade.Verdict };
                }

                lock (gate)
                {
                    journal.Append([solution]);
                    Count(solution);
                }
            }).ConfigureAwait(false);
            policy.Finish();
        }

        journal.Seal(questions.Select(question => question.Id));
        return [.. questions.Select(question => written[question.Id])];

        void Count(WrittenSolution solution)
        {
            written.Add(solution.ProblemId, solution);
            right += solution.Reward > 0 ? 1 : 0;
            context.Report(written.Count, questions.Count, $"{right} right");
        }
    }

    private static WrittenSolution Reference(OracleQuestion question) => question.ReferenceSolution is { } text
        ? new() { ProblemId = question.Id, Writer = "reference", Text = text }
        : new() { ProblemId = question.Id, Writer = "reference", Refusal = RefusalReason.NoReference };
}
