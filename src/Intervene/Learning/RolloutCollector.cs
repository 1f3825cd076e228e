using Intervene.Completions;
using Intervene.Options;

namespace Intervene.Learning;

/// <summary>Samples and grades the rollouts of a step.</summary>
public sealed class RolloutCollector(
    Func<string, ICompleter> samplerAt, IReadOnlyList<RlProblem> problems, RolloutGrader grader, RlOptions options, long seed, string arm,
    HintGuide hints, OnlineGuide? online = null)
{
    /// <summary>The rollouts of a step, groups in the order of the batch.</summary>
    /// <param name="step">The step, 0-based: also the version of the weights.</param>
    /// <param name="cancellation">Ends the sampling.</param>
    /// <exception cref="InterveneException">The sampler broke its contract, or the grading failed.</exception>
    public async Task<CollectedRollouts> CollectAsync(int step, CancellationToken cancellation)
    {
        var before = grader.Seconds;
        var sampler = samplerAt($"{arm}/step-{step}");
        var order = ProblemOrder.Of(problems.Count, seed, arm, step, options.BatchSize);
        var shown = order.Select((problem, i) => Show(step, (((long)step * options.BatchSize) + i) / problems.Count, problem)).ToArray();
        var first = await SampleAsync(sampler, step, shown, $"rl/{arm}/{step}", 0, cancellation).ConfigureAwait(false);
        if (options.ZeroVariance is not ZeroVarianceOptions.Resample { MaxBatches: var most })
        {
            return await BranchAsync(sampler, step, first, before, cancellation).ConfigureAwait(false);
        }

        var kept = new List<RlRollout>();
        var discarded = new List<RlRollout>();
        var batches = 1;
        Sort(first, kept, discarded);
        for (var groups = order.Length; kept.Count < options.BatchSize * options.GroupSize && batches < most; batches++)
        {
            var missing = options.BatchSize - (kept.Count / options.GroupSize);
            var again = ProblemOrder.Of(
                problems.Count, seed, arm + "/again", (step * most) + batches, options.BatchSize)[..missing];
            Sort(await SampleAsync(sampler, step, [.. again.Select(problem => Show(step, batches, problem))],
                $"rl/{arm}/{step}/{batches}", groups, cancellation).ConfigureAwait(false), kept, discarded);
            groups += missing;
        }

        var seconds = grader.Seconds - before;
        return kept.Count > 0 ? new CollectedRollouts(kept, discarded, batches, seconds) : new CollectedRollouts(
            first, [.. discarded.Skip(first.Count)], batches, seconds);
    }

    /// <summary>A problem as its group begins it.</summary>
    private RlProblem Show(int step, long visit, int problem)
    {
        var shown = hints.Show(problems[problem], step, visit, problem);
        return online?.Show(shown, visit, problem) ?? shown;
    }

    private static void Sort(IReadOnlyList<RlRollout> rollouts, List<RlRollout> kept, List<RlRollout> discarded)
    {
        foreach (var group in rollouts.GroupBy(r => r.Group))
        {
            (group.All(r => r.Reward == group.First().Reward) ? discarded : kept).AddRange(group);
        }
    }

    /// <summary>
    /// A rollout without a grade counts as the mean of its group's others, which moves no baseline; where none has a grade the group says nothing.
    /// </summary>
    private static IEnumerable<RlRollout> Filled(RlRollout[] group)
    {
        var graded = group.Where(rollout => !double.IsNaN(rollout.Reward)).ToArray();
        var (score, reward) = graded.Length == 0 ? (0, 0) : (graded.Average(rollout => rollout.Score), graded.Average(rollout => rollout.Reward));
        return graded.Length == group.Length
            ? group : group.Select(rollout => double.IsNaN(rollout.Reward) ? rollout with { Score = score, Reward = reward } : rollout);
    }

    /// <summary>Groups that failed make room for groups that branch from their solutions, where hints say so.</summary>
    private async Task<CollectedRollouts> BranchAsync(
        ICompleter sampler, int step, IReadOnlyList<RlRollout> first, double before, CancellationToken cancellation)
    {
        var groups = first.GroupBy(rollout => rollout.Group).Select(group => group.ToArray()).ToArray();
        RlProblem?[] branches = [.. groups.Select(hints.Branch)];
        if (branches.All(branch => branch is null))
        {
            return new CollectedRollouts(first, [], 1, grader.Seconds - before);
        }

        var again = await SampleAsync(sampler, step, [.. branches.OfType<RlProblem>()], $"rl/{arm}/{step}/branch", groups.Length, cancellation)
            .ConfigureAwait(false);
        var branched = new Queue<RlRollout[]>(again.GroupBy(rollout => rollout.Group).Select(group => group.ToArray()));
        return new CollectedRollouts(
            [.. groups.Zip(branches).SelectMany(pair => pair.Second is null ? pair.First : branched.Dequeue())],
            [.. groups.Zip(branches).Where(pair => pair.Second is not null).SelectMany(pair => pair.First)], 2, grader.Seconds - before);
    }

    private async Task<List<RlRollout>> SampleAsync(
        ICompleter sampler, int step, RlProblem[] shown, string stream, int firstGroup, CancellationToken cancellation)
    {
        var requests = new List<CompletionRequest>();
        for (var i = 0; i < shown.Length; i++)
        {
            var problem = shown[i];
            requests.Add(new CompletionRequest
            {
                PromptIds = problem.PromptIds,
                Key = RandomKey.Of(seed, stream, problem.Id),
                FirstSample = shown.Take(i).Count(earlier => earlier.Id == problem.Id) * options.GroupSize,
                SampleCount = options.GroupSize,
                Sampling = options.Sampling,
            });
        }

        var groups = await sampler.CompleteAllAsync(requests, cancellation).ConfigureAwait(false);
        return [.. groups.SelectMany((completed, i) => Filled([.. completed.Completions.Select(completion =>
            grader.Grade(shown[i], firstGroup + i, completion, step, $"{arm}/step-{step}", sampler.WeightVersion))]))];
    }
}
