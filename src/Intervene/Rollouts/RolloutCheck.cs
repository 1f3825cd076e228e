using Intervene.Runs;

namespace Intervene.Rollouts;

/// <summary>
/// Checks the rollouts of an artifact one after the other: that they are the run's own, each problem with all its samples, by the expected weights and
/// tokenizer. What fails is refused, so that nothing is averaged over rollouts that are missing or foreign.
/// </summary>
/// <param name="path">The artifact, for the messages.</param>
/// <param name="prompts">The problems that were sampled, in order, with the prompt's token ids under the run's tokenizer.</param>
/// <param name="samples">Rollouts of each problem.</param>
/// <param name="weightVersion">The weights that should have sampled them.</param>
/// <param name="vocabulary">Token ids are 0 … this − 1.</param>
public sealed class RolloutCheck(string path, IReadOnlyList<(string ProblemId, int[] PromptIds)> prompts, int samples, string weightVersion, int vocabulary)
{
    private long _seen;

    /// <summary>Checks the next rollout.</summary>
    /// <exception cref="InterveneException">It is another problem's or sample's than the one that comes next, or of other weights or another tokenizer.</exception>
    public void Next(Rollout rollout)
    {
        var problem = (int)(_seen / samples);
        string Where() => $"{path}:{_seen + 1}: sample {rollout.Completion.Sample} of problem {rollout.ProblemId}";
        if (problem >= prompts.Count || rollout.ProblemId != prompts[problem].ProblemId || rollout.Completion.Sample != _seen % samples)
        {
            throw Fault($"{Where()} stands where {Expected(problem)} is expected: rollouts are missing, doubled, or of another run.");
        }

        if (rollout.WeightVersion != weightVersion)
        {
            throw Fault($"{Where()} was sampled by the weights {rollout.WeightVersion}; expected {weightVersion}.");
        }

        if (!rollout.PromptIds.AsSpan().SequenceEqual(prompts[problem].PromptIds))
        {
            throw Fault($"{Where()} has other prompt tokens than the run's tokenizer and prompt give: it was made with another tokenizer or prompt.");
        }

        if (Array.FindIndex(rollout.Completion.TokenIds, id => id < 0 || id >= vocabulary) is >= 0 and var at)
        {
            throw Fault($"{Where()} has the token {rollout.Completion.TokenIds[at]}; expected 0 … {vocabulary - 1}: it was made with another tokenizer.");
        }

        _seen++;
    }

    /// <summary>Checks, after the last rollout, that none is missing.</summary>
    /// <exception cref="InterveneException">There are fewer than problems × samples.</exception>
    public void End()
    {
        if (_seen < (long)prompts.Count * samples)
        {
            throw Fault($"{path} ends after {_seen} rollouts; expected {(long)prompts.Count * samples}, {samples} of each of {prompts.Count} problems.");
        }
    }

    private string Expected(int problem) => problem < prompts.Count ? $"sample {_seen % samples} of problem {prompts[problem].ProblemId}" : "the file's end";

    private static InterveneException Fault(string message) => new($"{message} Put the run's own file back, or start the run anew with --overwrite.");
}
