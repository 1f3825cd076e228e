using Intervene.Completions;
using Intervene.Options;
using Intervene.Runs;

namespace Intervene.Torch.Reinforcement;

/// <summary>Samples and grades the rollouts of a step.</summary>
internal sealed class RolloutCollector(
    Func<string, ICompleter> samplerAt, IReadOnlyList<RlProblem> problems, Func<string, Completion, (double Reward, string Verdict)> grade,
    RlOptions options, long seed, string arm)
{
    /// <summary>The rollouts of a step, groups in the order of the batch.</summary>
    /// <param name="step">The step, 0-based: also the version of the weights.</param>
    /// <param name="cancellation">Ends the sampling.</param>
    /// <exception cref="InterveneException">The sampler broke its contract, or the grading failed.</exception>
    public IReadOnlyList<RlRollout> Collect(int step, CancellationToken cancellation)
    {
        var sampler = samplerAt($"{arm}/step-{step}");
        var order = ProblemOrder.Of(problems.Count, seed, arm, step, options.BatchSize);
        var requests = new List<CompletionRequest>();
        for (var i = 0; i < order.Length; i++)
        {
            var problem = problems[order[i]];
            requests.Add(new CompletionRequest
            {
                PromptIds = problem.PromptIds,
                Key = RandomKey.Of(seed, $"rl/{arm}/{step}", problem.Id),
                FirstSample = order.Take(i).Count(earlier => earlier == order[i]) * options.GroupSize,
                SampleCount = options.GroupSize,
                Sampling = options.Sampling,
            });
        }

        var rollouts = new List<RlRollout>(order.Length * options.GroupSize);
        var group = 0;
        foreach (var completed in sampler.Complete(requests, cancellation))
        {
            var problem = problems[order[group]];
            if (completed.Completions.Count != options.GroupSize)
            {
                throw new InterveneException(
                    $"rl: step {step + 1}: problem {problem.Id} has {completed.Completions.Count} rollouts; expected {options.GroupSize}. A group is never averaged over fewer.");
            }

            rollouts.AddRange(completed.Completions.Select(completion => Grade(problem, group, completion, step, sampler.WeightVersion)));
            group++;
        }

        return group == order.Length
            ? rollouts
            : throw new InterveneException($"rl: step {step + 1}: the sampler gave {group} groups; expected {order.Length}.");
    }

    private RlRollout Grade(RlProblem problem, int group, Completion completion, int step, string version)
    {
        if (completion.TokenIds.Length == 0 || completion.SamplerLogProbs.Length != completion.TokenIds.Length)
        {
            throw new InterveneException(
                $"rl: step {step + 1}: sample {completion.Sample} of problem {problem.Id} has {completion.TokenIds.Length} tokens and {completion.SamplerLogProbs.Length} log-probabilities; expected one each, at least one.");
        }

        double score;
        string verdict;
        try
        {
            (score, verdict) = grade(problem.Id, completion);
        }
        catch (Exception fault) when (fault is not (InterveneException or OperationCanceledException))
        {
            throw new InterveneException($"rl: step {step + 1}: the reward of sample {completion.Sample} of problem {problem.Id} failed: {fault.Message}", fault);
        }

        if (!double.IsFinite(score))
        {
            throw new InterveneException($"rl: step {step + 1}: the reward of sample {completion.Sample} of problem {problem.Id} is {score}; expected a finite number.");
        }

        var truncated = completion.FinishReason != FinishReason.Stop;
        return new RlRollout
        {
            Problem = problem,
            Group = group,
            Completion = completion,
            Score = score,
            Verdict = verdict,
            WeightVersion = version,
            Reward = truncated && options.Truncated == TruncatedRollouts.ZeroReward ? 0 : score,
            Masked = truncated && options.Truncated == TruncatedRollouts.Mask,
        };
    }
}
