using System.Diagnostics;
using Intervene.Completions;
using Intervene.Options;

namespace Intervene.Learning;

/// <summary>Checks a completion, grades it, and makes the reward that the truncation policy gives it.</summary>
/// <param name="grade">Reward and verdict of a problem's completion; no reward where the verifier failed.</param>
/// <param name="options">What truncated rollouts count for.</param>
/// <param name="vocabulary">The policy's token ids are 0 … this − 1.</param>
public sealed class RolloutGrader(Func<string, Completion, (double? Reward, string Verdict)> grade, RlOptions options, int vocabulary)
{
    private readonly Stopwatch _watch = new();

    /// <summary>Seconds that rewards took so far.</summary>
    public double Seconds => _watch.Elapsed.TotalSeconds;

    /// <summary>Grades a completion.</summary>
    /// <param name="problem">The problem.</param>
    /// <param name="group">The group's number.</param>
    /// <param name="completion">What was sampled.</param>
    /// <param name="step">The step, 0-based.</param>
    /// <param name="expected">The weights that should have sampled it.</param>
    /// <param name="version">The weights that did.</param>
    /// <exception cref="InterveneException">The completion is of another tokenizer or other weights or is incomplete, or the reward failed or is not
    /// finite.</exception>
    public RlRollout Grade(RlProblem problem, int group, Completion completion, int step, string expected, string version)
    {
        string where = $"rl: step {step + 1}: ", who = $"sample {completion.Sample} of problem {problem.Id}", what = where + who;
        if (completion.TokenIds.Length == 0 || completion.SamplerLogProbs.Length != completion.TokenIds.Length)
        {
            throw new InterveneException(
                $"{what} has {completion.TokenIds.Length} tokens and {completion.SamplerLogProbs.Length} log-probabilities; expected one " +
                $"each, at least one.");
        }

        if (Array.FindIndex(completion.TokenIds, id => id < 0 || id >= vocabulary) is >= 0 and var at)
        {
            throw new InterveneException(
                $"{what} has the token {completion.TokenIds[at]}; expected 0 … {vocabulary - 1}. It was made with another tokenizer: sample " +
                $"again with the policy's own.");
        }

        // A server that gives no log-probability of some tokens is no damaged model.
        var mayMiss = completion.Server is not null;
        if (Array.FindIndex(completion.SamplerLogProbs, value => !float.IsFinite(value) && !(mayMiss && float.IsNaN(value))) is >= 0 and var position)
        {
            throw new InterveneException(
                $"{what} has the log-probability {completion.SamplerLogProbs[position]} at token {position + 1}; expected a finite number. The sampler's weights {version} may be damaged: look at the update that made them.");
        }

        if (version != expected && options.ImportanceCap is null)
        {
            throw new InterveneException(
                $"{what} is of the weights {version}; expected {expected}. Sample again, or set rl.importance_cap, which weighs the tokens of " +
                $"other weights.");
        }

        var (score, verdict) = Score(problem, completion, $"{where}the reward of {who}");
        var truncated = completion.FinishReason != FinishReason.Stop;
        return score is null ? Ungraded(problem, group, completion, verdict, version) : new RlRollout
        {
            Problem = problem,
            Group = group,
            Completion = completion,
            Score = score.Value,
            Verdict = verdict,
            WeightVersion = version,
            Reward = options.Truncated switch
            {
                TruncatedOptions.ZeroReward when truncated => 0,
                TruncatedOptions.OverlongPenalty penalty => score.Value + Overlong(penalty, completion.TokenIds.Length),
                _ => score.Value,
            },
            Masked = truncated && options.Truncated is TruncatedOptions.Mask,
        };
    }

    /// <summary>A rollout that no verifier could grade has no loss; its group's mean is put in for its reward when the group is there.</summary>
    private static RlRollout Ungraded(RlProblem problem, int group, Completion completion, string verdict, string version) => new()
    {
        Problem = problem,
        Group = group,
        Completion = completion,
        Score = double.NaN,
        Reward = double.NaN,
        Verdict = verdict,
        WeightVersion = version,
        Masked = true,
    };

    private (double? Score, string Verdict) Score(RlProblem problem, Completion completion, string what)
    {
        try
        {
            _watch.Start();
            var (score, verdict) = grade(
                problem.Id, problem.Begun is { } begun ? completion with { TokenIds = [.. begun, .. completion.TokenIds] } : completion);
            return score is null || double.IsFinite(score.Value)
                ? (score, verdict) : throw new InterveneException($"{what} is {score}; expected a finite number.");
        }
        catch (Exception fault) when (fault is not (InterveneException or OperationCanceledException))
        {
            throw new InterveneException($"{what} failed: {fault.Message}", fault);
        }
        finally
        {
            _watch.Stop();
        }
    }

    /// <summary>min(−(length − (limit − buffer)) / buffer · factor, 0) (DAPO, equation 13).</summary>
    private double Overlong(TruncatedOptions.OverlongPenalty penalty, int length)
    {
        var over = length - (options.Sampling.MaxTokens - penalty.Buffer);
        return Math.Min(-(double)over / penalty.Buffer * penalty.Factor, 0);
    }
}
