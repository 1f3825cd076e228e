using Intervene.Torch.Models;
using static TorchSharp.torch;

namespace Intervene.Torch.Training;

/// <summary>What a model thinks of tokens that stand already.</summary>
public static class SequenceScorer
{
    /// <summary>One forward pass over a sequence.</summary>
    /// <param name="model">The model.</param>
    /// <param name="prompt">Tokens that are given, at least one.</param>
    /// <param name="target">The tokens after them that are scored; none gives empty arrays.</param>
    /// <param name="temperature">Divides the logits.</param>
    /// <exception cref="InterveneException">The prompt is empty, the sequence is longer than the context, or a token is outside the
    /// vocabulary.</exception>
    public static SequenceScore Score(CausalLanguageModel model, int[] prompt, int[] target, double temperature = 1)
    {
        var config = model.Config;
        if (prompt.Length == 0 || prompt.Length + target.Length > config.ContextLength)
        {
            throw new InterveneException(
                $"{prompt.Length} tokens and {target.Length} after them; expected at least 1 to start from and " +
                $"at most {config.ContextLength} in all, the model's context.");
        }

        if (prompt.Concat(target).Where(id => id < 0 || id >= config.VocabularySize).Select(id => (int?)id).FirstOrDefault() is { } foreign)
        {
            throw new InterveneException($"the token {foreign}; expected 0 to {config.VocabularySize - 1}, the model's vocabulary.");
        }

        if (target.Length == 0)
        {
            return new SequenceScore([], []);
        }

        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        var (logProbs, entropies) = TargetLogProbs.Of(model, [new TargetSequence(prompt, target)], temperature);
        return new SequenceScore(logProbs.cpu().data<float>().ToArray(), entropies.cpu().data<float>().ToArray());
    }
}
