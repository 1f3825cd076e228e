using Intervene.Completions;
using Intervene.Problems;
using Intervene.Rewards;

namespace Intervene.Remote.Tests.Graders;

internal static class Grading
{
    /// <summary>Grades the same response to several problems at once, as a stage does.</summary>
    public static Task<Grade[]> GradeAllAsync(this IGrader grader, IReadOnlyList<Problem> problems, CancellationToken cancellation) =>
        Task.WhenAll(problems.Select(problem => grader.GradeAsync(problem, "line\nbreak \"é\"", FinishReason.Stop, cancellation).AsTask()));
}
