using Intervene.Completions;

namespace Intervene.Problems;

/// <summary>Chooses the hard set and the easy sample from counted attempts.</summary>
public static class Miner
{
    /// <summary>Whether a hard problem is held out: decided by its id and the seed alone, so that more problems never move it.</summary>
    /// <param name="problemId">The problem.</param>
    /// <param name="seed">The run's seed.</param>
    /// <param name="heldOutShare">The share of problems held out, 0 … 1.</param>
    public static bool IsHeldOut(string problemId, long seed, double heldOutShare) => Rank(problemId, seed, "split") < heldOutShare;

    /// <summary>Gives hard problems (no correct attempt) and an easy sample their splits; the others have none. The order is kept.</summary>
    /// <param name="problems">Problems with counted attempts; any split they carry is replaced.</param>
    /// <param name="train">Most hard problems to train on.</param>
    /// <param name="heldOut">Most hard problems to hold out.</param>
    /// <param name="easy">Most easy problems.</param>
    /// <param name="easyRate">Least share of correct attempts of an easy problem, above 0.</param>
    /// <param name="seed">The run's seed.</param>
    /// <param name="fits">Which hard problems may be trained on or held out, by id; null takes all.</param>
    public static IReadOnlyList<MinedProblem> Choose(
        IReadOnlyList<MinedProblem> problems, int train, int heldOut, int easy, double easyRate, long seed,
        Func<string, bool>? fits = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(easyRate, 0);
        var share = train + heldOut == 0 ? 0 : (double)heldOut / (train + heldOut);
        var splits = new Dictionary<string, ProblemSplit>(StringComparer.Ordinal);
        Take(problems.Where(p => IsHard(p) && fits?.Invoke(p.Problem.Id) != false && !IsHeldOut(p.Problem.Id, seed, share)), train,
            ProblemSplit.Train);
        Take(problems.Where(p => IsHard(p) && fits?.Invoke(p.Problem.Id) != false && IsHeldOut(p.Problem.Id, seed, share)), heldOut,
            ProblemSplit.HeldOut);
        Take(problems.Where(p => p.Correct > 0 && p.Correct >= easyRate * p.Attempts), easy, ProblemSplit.Easy);
        return [.. problems.Select(p => p with { Split = splits.TryGetValue(p.Problem.Id, out var split) ? split : null })];

        void Take(IEnumerable<MinedProblem> from, int most, ProblemSplit split)
        {
            foreach (var problem in from.OrderBy(p => Rank(p.Problem.Id, seed, "rank")).ThenBy(p => p.Problem.Id, StringComparer.Ordinal).Take(most))
            {
                splits[problem.Problem.Id] = split;
            }
        }
    }

    /// <summary>
    /// Whether a problem is hard. An attempt that no verifier could grade may be the right one: a problem with such attempts is not known to be.
    /// </summary>
    public static bool IsHard(MinedProblem problem) =>
        problem.Attempts > 0 && problem.Correct == 0 && problem.Verdicts.Values.Sum() <= problem.Attempts;

    private static double Rank(string problemId, long seed, string use) => RandomKey.Of(seed, "mine/" + use, problemId).Uniform(0, 0);
}
