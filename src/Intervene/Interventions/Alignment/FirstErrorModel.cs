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
        (StepSign.False, 0.45), (StepSign.FirstFalse, 0.53), (StepSign.AfterFalse, -0.64), (StepSign.AfterUnsupported, -0.43),
        (StepSign.AfterRepair, -0.20), (StepSign.OtherOperation, 0.39), (StepSign.Origin, 0.28), (StepSign.FirstUnwritten, 0.24),
        (StepSign.UnwrittenShare, 0.22), (StepSign.AfterFinal, -0.56), (StepSign.FinalUnopposed, 0.14), (StepSign.BeforeAgreement, -0.20),
        (StepSign.AfterAgreement, 0.23), (StepSign.Reaches, -0.12), (StepSign.BeforeReach, -0.24), (StepSign.Argues, 0.34),
        (StepSign.Assumes, -0.28), (StepSign.FirstAssumes, 0.36), (StepSign.Length, 0.72), (StepSign.First, -0.69),
        (StepSign.Last, -0.36), (StepSign.Place, -0.73), (StepSign.Numberless, -0.21),
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
