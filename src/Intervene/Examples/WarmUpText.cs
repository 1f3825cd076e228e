using Intervene.Completions;
using Intervene.Problems;
using Intervene.Problems.Equations;
using Intervene.Problems.Reading;

namespace Intervene.Examples;

/// <summary>The text that the warm-up clones of a problem: its worked solution step by step, and its answer in a box.</summary>
public static class WarmUpText
{
    /// <summary>The text; null where the problem has no worked solution.</summary>
    /// <param name="problem">The problem.</param>
    /// <param name="separator">The text between two steps.</param>
    /// <param name="calculations">Wordings of a bare calculation, with <c>{calculation}</c> once in each; other steps stay as they are.</param>
    /// <param name="answers">Wordings of the last line, with <c>{answer}</c> once in each; a solution that boxes its answer gets none.</param>
    /// <param name="key">Chooses the wordings.</param>
    /// <param name="rendering">The number of the text among those of the problem.</param>
    public static string? Of(
        Problem problem, string separator, IReadOnlyList<string> calculations, IReadOnlyList<string> answers, RandomKey key, int rendering)
    {
        var steps = WorkedSteps.Of(problem.ReferenceSolution);
        if (steps.Count == 0)
        {
            return null;
        }

        var lines = steps.Select((step, i) => EquationSteps.IsCalculation(step)
            ? Choose(calculations, i).Replace("{calculation}", step, StringComparison.Ordinal) : step);
        return string.Join(separator, steps.Any(step => step.Contains("\\boxed{", StringComparison.Ordinal))
            ? lines : lines.Append(Choose(answers, steps.Count).Replace("{answer}", EquationSteps.Plain(problem.Answer), StringComparison.Ordinal)));

        string Choose(IReadOnlyList<string> wordings, int place) => wordings[(int)(key.Uniform(rendering, place) * wordings.Count)];
    }

    /// <summary>Whether a problem's texts differ in their wordings.</summary>
    /// <param name="problem">The problem.</param>
    public static bool HasWordings(Problem problem) =>
        WorkedSteps.Of(problem.ReferenceSolution) is { Count: > 0 } steps && steps.All(EquationSteps.IsCalculation);
}
