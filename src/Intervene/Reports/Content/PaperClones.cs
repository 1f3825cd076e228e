using Intervene.Completions;
using Intervene.Evaluation;
using Intervene.Filtering;
using Intervene.Problems;

namespace Intervene.Reports.Content;

/// <summary>A lower row of the paper's Table 1: an arm that clones interventions, after fine-tuning.</summary>
/// <param name="Arm">The arm's title.</param>
/// <param name="Variant">What it clones, e.g. <c>Prefix, no suffix, filter</c>.</param>
/// <param name="Solved">Problems with a right sample.</param>
/// <param name="Problems">Problems measured.</param>
/// <param name="Samples">Samples of each; the fewest where they differ.</param>
/// <param name="Accuracy">The share of right samples, with its interval over problems.</param>
internal sealed record PaperClones(string Arm, string Variant, int Solved, int Problems, int Samples, Estimate Accuracy)
{
    /// <summary>
    /// The arms in the recipe's order, on the training problems of which an intervention was continued: those of the rows above them. Where none was,
    /// on all training problems.
    /// </summary>
    /// <param name="data">The run.</param>
    public static IReadOnlyList<PaperClones> Of(ReportData data)
    {
        var train = data.Problems.Where(problem => problem.Split == ProblemSplit.Train).ToList();
        var tried = train.Where(problem => problem.Tried > 0).ToList();
        return [.. data.CloneVariants.Select(variant => Of(data, variant, tried.Count > 0 ? tried : train)).OfType<PaperClones>()];
    }

    private static PaperClones? Of(ReportData data, ReportFact variant, List<ReportProblem> problems)
    {
        var policy = data.Policies.ToList().IndexOf(SeriesNames.Of(new PolicyName(variant.Name, "sft")));
        SolvedCount[] counts = policy < 0 ? [] : [.. problems.Select(problem => problem.Policies[policy]).Where(count => count.Samples > 0)];
        if (counts.Length == 0)
        {
            return null;
        }

        double[] sums = [.. counts.Select(count => (double)count.Correct)];
        double[] samples = [.. counts.Select(count => (double)count.Samples)];
        var interval = ProblemIntervals.OfShare(sums, samples, RandomKey.Of(0, "bootstrap/paper-table-1", variant.Name));
        return new(variant.Name, variant.Value, counts.Count(count => count.Correct > 0), counts.Length, counts.Min(count => count.Samples),
            new Estimate(sums.Sum() / samples.Sum(), interval.Low, interval.High));
    }
}
