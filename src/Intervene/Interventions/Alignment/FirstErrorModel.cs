namespace Intervene.Interventions.Alignment;

/// <summary>How likely each step of a wrong attempt is its first error: a logistic choice among the steps, linear in their signs.</summary>
/// <remarks>
/// P(step i) = exp(w·s_i) / Σ_j exp(w·s_j). The weights were fitted by penalised maximum likelihood to people's labels of wrong attempts
/// (ProcessBench's GSM8K, MATH and Omni-MATH, Mr-Ben's mathematics, all pooled); <c>Intervene.Benchmarks first-error FILE…</c> repeats the fit and
/// its cross-validation. The model never learns which set a row is from.
/// </remarks>
internal static class FirstErrorModel
{
    private static readonly double[] FittedWeights = Weights(
    [
        (StepSign.False, 0.43), (StepSign.FirstFalse, 0.50), (StepSign.AfterFalse, -0.65), (StepSign.AfterUnsupported, -0.42),
        (StepSign.AfterRepair, -0.21), (StepSign.Origin, 0.27), (StepSign.FirstUnwritten, 0.24), (StepSign.UnwrittenShare, 0.22),
        (StepSign.AfterFinal, -0.55), (StepSign.FinalUnopposed, 0.14), (StepSign.BeforeAgreement, -0.19), (StepSign.AfterAgreement, 0.24),
        (StepSign.Reaches, -0.12), (StepSign.BeforeReach, -0.25), (StepSign.Argues, 0.34), (StepSign.Assumes, -0.28),
        (StepSign.FirstAssumes, 0.37), (StepSign.Length, 0.73), (StepSign.First, -0.70), (StepSign.Last, -0.36),
        (StepSign.Place, -0.73), (StepSign.Numberless, -0.21),
    ]);

    /// <summary>The probability of each step, given that one of them is the first error.</summary>
    /// <param name="signs">The signs of each step, at least one step.</param>
    public static IReadOnlyList<double> Probabilities(IReadOnlyList<double[]> signs) => Probabilities(signs, FittedWeights);

    /// <summary>The same under other weights.</summary>
    public static IReadOnlyList<double> Probabilities(IReadOnlyList<double[]> signs, double[] weights)
    {
        var scores = signs.Select(step => step.Zip(weights, static (sign, weight) => sign * weight).Sum()).ToArray();
        var highest = scores.Max();
        var odds = scores.Select(score => Math.Exp(score - highest)).ToArray();
        var sum = odds.Sum();
        return [.. odds.Select(value => value / sum)];
    }

    private static double[] Weights((StepSign Sign, double Weight)[] entries)
    {
        var weights = new double[Enum.GetValues<StepSign>().Length];
        foreach (var (sign, weight) in entries)
        {
            weights[(int)sign] = weight;
        }

        return weights;
    }
}
