using Intervene.Completions;
using Intervene.Evaluation;
using Intervene.Statistics;

namespace Intervene.Memorisation;

/// <summary>How many solved problems have solutions that contain a trained intervention (paper, appendix L).</summary>
public sealed record Containment
{
    /// <summary>Problems with a right sample.</summary>
    public required int Solved { get; init; }

    /// <summary>The share of them of which a right sample contains one letter by letter; by problem.</summary>
    public required Measure Exact { get; init; }

    /// <summary>The same in normal form (<see cref="NormalText"/>).</summary>
    public required Measure Normalised { get; init; }

    /// <summary>The same for interventions of other problems than the one solved.</summary>
    public required Measure OfOthers { get; init; }

    /// <summary>The share of right samples that contain one in normal form, averaged over problems.</summary>
    public required Measure OfSamples { get; init; }

    /// <summary>Counts solved problems.</summary>
    /// <param name="problems">Of each solved problem its right samples that were looked at, at least one.</param>
    /// <param name="seed">The seed of the bootstrap.</param>
    public static Containment Of(IReadOnlyList<IReadOnlyList<ContainedSteps>> problems, long seed)
    {
        double[] shares = [.. problems.Select(samples => samples.Average(sample => sample.Normalised ? 1.0 : 0))];
        return new Containment
        {
            Solved = problems.Count,
            Exact = Share(sample => sample.Exact),
            Normalised = Share(sample => sample.Normalised),
            OfOthers = Share(sample => sample.OfOthers),
            OfSamples = new Measure(
                shares.Length == 0 ? double.NaN : shares.Average(),
                shares.Distinct().Count() > 1 ? Bootstrap.ByProblem(shares, RandomKey.Of(seed, "bootstrap/memorised", ""))
                    : Proportion.Wilson(shares.Sum(), shares.Length)),
        };

        Measure Share(Func<ContainedSteps, bool> has)
        {
            var count = problems.Count(samples => samples.Any(has));
            return new Measure(problems.Count == 0 ? double.NaN : (double)count / problems.Count, Proportion.Wilson(count, problems.Count));
        }
    }
}
