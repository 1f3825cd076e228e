namespace Intervene.Filtering;

/// <summary>Successes and tries from every place of every rollout, counted over a stream of continuations.</summary>
public sealed class LocationCounts
{
    private readonly Dictionary<(string ProblemId, int Sample, int KeptSteps), SuccessCount> _counts = [];

    /// <summary>Counts continuations; none of them is held.</summary>
    /// <param name="rollouts">Graded continuations.</param>
    public static LocationCounts Of(IEnumerable<LocationRollout> rollouts)
    {
        var counts = new LocationCounts();
        foreach (var rollout in rollouts)
        {
            var key = (rollout.ProblemId, rollout.Sample, rollout.KeptSteps);
            counts._counts[key] = counts._counts.GetValueOrDefault(key) + rollout.Reward;
        }

        return counts;
    }

    /// <summary>Successes and tries from a place.</summary>
    /// <param name="problemId">The problem.</param>
    /// <param name="sample">The rollout's sample index.</param>
    /// <param name="keptSteps">How many of its steps were kept.</param>
    public SuccessCount Of(string problemId, int sample, int keptSteps) => _counts.GetValueOrDefault((problemId, sample, keptSteps));
}
