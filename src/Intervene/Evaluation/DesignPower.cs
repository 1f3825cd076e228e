using Intervene.Statistics;

namespace Intervene.Evaluation;

/// <summary>What differences between two policies a design of problems and samples can show, from their spread in a run.</summary>
/// <remarks>
/// The difference of a problem's success rates has variance b + w / m: b is the spread of the true differences over problems, w the sum of both
/// policies' p (1 − p), averaged over problems, m the samples of a problem. Problems are the unit, so a mean over n of them has the standard
/// error √((b + w / m) / n), and a two-sided test at 1 − confidence finds a difference δ with the chance <c>power</c> where
/// n ≥ (z₁ + z₂)² (b + w / m) / δ², with z₁ = Φ⁻¹((1 + confidence) / 2) and z₂ = Φ⁻¹(power). More samples lower w / m alone: past m = w / b
/// they buy less than more problems do. p (1 − p) is estimated without bias from c of m as c (m − c) / (m (m − 1)), and b is what the variance of
/// the differences leaves beyond w / m, not below 0.
/// </remarks>
public sealed record DesignPower
{
    private const double Confidence = 0.95, Power = 0.8;

    /// <summary>Problems that both policies have.</summary>
    public required int Problems { get; init; }

    /// <summary>Samples of a problem, the mean over both policies.</summary>
    public required double Samples { get; init; }

    /// <summary>The variance of the true differences over problems, b.</summary>
    public required double Between { get; init; }

    /// <summary>The variance of a difference of one sample each within a problem, w.</summary>
    public required double Within { get; init; }

    /// <summary>The spread of two policies' records on one split; null for fewer than two problems, where some problem has one sample, or where
    /// no sample differs from another: no spread that was seen says that there is none.</summary>
    /// <param name="first">A policy's records.</param>
    /// <param name="second">Another policy's records.</param>
    public static DesignPower? Of(IEnumerable<EvaluationRecord> first, IEnumerable<EvaluationRecord> second)
    {
        var others = second.ToDictionary(record => record.ProblemId, StringComparer.Ordinal);
        var pairs = first.Where(record => others.ContainsKey(record.ProblemId))
            .Select(record => (First: record, Second: others[record.ProblemId])).ToArray();
        if (pairs.Length < 2 || pairs.Any(pair => pair.First.Samples < 2 || pair.Second.Samples < 2))
        {
            return null;
        }

        double[] gains = [.. pairs.Select(pair => Rate(pair.Second) - Rate(pair.First))];
        var mean = gains.Average();
        var total = gains.Sum(gain => (gain - mean) * (gain - mean)) / (gains.Length - 1);
        var noise = pairs.Average(pair => (Spread(pair.First) / pair.First.Samples) + (Spread(pair.Second) / pair.Second.Samples));
        var within = pairs.Average(pair => Spread(pair.First) + Spread(pair.Second));
        return total == 0 && within == 0 ? null : new DesignPower
        {
            Problems = pairs.Length,
            Samples = pairs.Average(pair => (pair.First.Samples + pair.Second.Samples) / 2.0),
            Between = Math.Max(0, total - noise),
            Within = within,
        };
    }

    /// <summary>The smallest difference of mean success that this design shows in four of five repetitions, at 95 % confidence.</summary>
    public double Detectable => Detects(Problems, Samples);

    /// <summary>The smallest difference that another design shows in four of five repetitions.</summary>
    /// <param name="problems">Problems, 1 or more.</param>
    /// <param name="samples">Samples of a problem, above 0.</param>
    public double Detects(int problems, double samples)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(problems, 1);
        return Math.Sqrt(Quantiles * Variance(samples) / problems);
    }

    /// <summary>The problems at which a difference is shown in four of five repetitions; 1 at least.</summary>
    /// <param name="difference">The difference of mean success, above 0.</param>
    /// <param name="samples">Samples of a problem, above 0.</param>
    public double ProblemsFor(double difference, double samples)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(difference, 0);
        return Math.Max(1, Math.Ceiling(Quantiles * Variance(samples) / (difference * difference)));
    }

    /// <summary>
    /// The problems at which a difference is shown though it comes from few problems that are then always solved: true differences of 0 and 1, whose
    /// spread δ (1 − δ) is the greatest that there can be. Policies that hardly differ show less spread than a gain would have.
    /// </summary>
    /// <param name="difference">The difference of mean success, above 0 and at most 1.</param>
    /// <param name="samples">Samples of a problem, above 0.</param>
    public double ProblemsAtMost(double difference, double samples)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(difference, 1);
        return (this with { Between = Math.Max(Between, difference * (1 - difference)) }).ProblemsFor(difference, samples);
    }

    private static double Quantiles => Math.Pow(Normal.TwoSided(Confidence) + Normal.TwoSided((2 * Power) - 1), 2);

    private double Variance(double samples)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(samples, 0);
        return Between + (Within / samples);
    }

    private static double Rate(EvaluationRecord record) => (double)record.Correct / record.Samples;

    /// <summary>p (1 − p) without bias.</summary>
    private static double Spread(EvaluationRecord record) =>
        (double)record.Correct * (record.Samples - record.Correct) / ((double)record.Samples * (record.Samples - 1));
}
