using Intervene.Completions;
using Intervene.Options;
using Intervene.Problems;

namespace Intervene.Pipeline.Stages;

/// <summary>The problems that a search measures on: training problems set aside, and easy problems outside the easy split.</summary>
/// <param name="Validation">Training problems.</param>
/// <param name="Easy">Easy problems that no table measures.</param>
internal sealed record TuningProblems(IReadOnlyList<Problem> Validation, IReadOnlyList<Problem> Easy)
{
    /// <summary>Why so many training problems are too few to search by; null where they are not.</summary>
    /// <param name="training">The training problems.</param>
    public static string? Complaint(int training) => training >= 2 ? null
        : $"tune: there is {training} training problem; expected two or more, so that one can be set aside. Mine more problems, or leave tune out.";

    /// <summary>Chooses them: a function of the seed and the mined problems alone, the same for every arm.</summary>
    /// <exception cref="InterveneException">There are too few training problems to set some aside.</exception>
    public static TuningProblems Of(RunSession run, TuneOptions options)
    {
        var training = run.MinedOf(ProblemSplit.Train);
        var count = Math.Min(options.ValidationProblems, training.Count / 2);
        if (Complaint(training.Count) is { } complaint)
        {
            throw new InterveneException(complaint);
        }

        var easy = run.Mined.Where(mined => mined.Split is null && mined.Correct > 0
            && mined.Correct >= run.Options.Mine.EasyThreshold * mined.Attempts);
        return new TuningProblems(Drawn(training, count), Drawn(easy, options.EasyProblems));

        IReadOnlyList<Problem> Drawn(IEnumerable<MinedProblem> from, int most) =>
        [
            .. from.Select(mined => mined.Problem).OrderBy(problem => RandomKey.Of(run.Options.Seed, "tune", problem.Id).Uniform(0, 0))
                .ThenBy(problem => problem.Id, StringComparer.Ordinal).Take(most),
        ];
    }
}
