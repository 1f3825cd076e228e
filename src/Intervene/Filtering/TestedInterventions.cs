using Intervene.Interventions;

namespace Intervene.Filtering;

/// <summary>Which interventions are sampled from.</summary>
public static class TestedInterventions
{
    /// <summary>The first interventions of every problem and oracle, in their order; streamed.</summary>
    /// <param name="proposals">All proposals.</param>
    /// <param name="perProblem">How many of a problem are taken of each oracle, at most; null for all.</param>
    public static IEnumerable<Correction> Of(IEnumerable<Proposal> proposals, int? perProblem)
    {
        var taken = new Dictionary<(string Problem, string Oracle), int>();
        foreach (var correction in proposals.OfType<Correction>())
        {
            var key = (correction.ProblemId, correction.Oracle);
            var before = taken.GetValueOrDefault(key);
            if (before < (perProblem ?? int.MaxValue))
            {
                taken[key] = before + 1;
                yield return correction;
            }
        }
    }
}
