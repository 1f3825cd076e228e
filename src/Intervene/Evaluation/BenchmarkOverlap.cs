namespace Intervene.Evaluation;

/// <summary>How many questions of a benchmark the run has too, word for word.</summary>
/// <param name="Benchmark">The benchmark.</param>
/// <param name="Problems">Its problems.</param>
/// <param name="Trained">Those that stand among the training problems.</param>
/// <param name="HeldOut">Those that stand among the held-out problems.</param>
/// <param name="Easy">Those that stand among the easy problems.</param>
/// <param name="First">The first of those that are trained on, as the benchmark and the run call them.</param>
public sealed record BenchmarkOverlap(string Benchmark, int Problems, int Trained, int HeldOut, int Easy, IReadOnlyList<string> First)
{
    private const int Shown = 5;

    /// <summary>Counts the problems of a benchmark.</summary>
    /// <param name="benchmark">Its name.</param>
    /// <param name="problems">Its problems.</param>
    public static BenchmarkOverlap Of(string benchmark, IReadOnlyList<BenchmarkProblem> problems) => new(
        benchmark, problems.Count, problems.Count(problem => problem.Trained),
        problems.Count(problem => problem.SameSplit == Intervene.Problems.ProblemSplit.HeldOut),
        problems.Count(problem => problem.SameSplit == Intervene.Problems.ProblemSplit.Easy),
        [.. problems.Where(problem => problem.Trained).Take(Shown).Select(problem => $"{problem.Problem.Id} = {problem.SameAs}")]);
}
