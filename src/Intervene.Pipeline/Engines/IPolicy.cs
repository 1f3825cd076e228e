using Intervene.Completions;
using Intervene.Learning;

namespace Intervene.Pipeline.Engines;

/// <summary>A model in memory: it samples, and it can be trained in place.</summary>
public interface IPolicy : IDisposable
{
    /// <summary>A sampler of the current weights.</summary>
    /// <param name="version">Names the weights; stands on every completion.</param>
    ICompleter Completer(string version);

    /// <summary>The log-probabilities of tokens after a prompt, under the logits divided by a temperature.</summary>
    /// <param name="prompt">At least one token.</param>
    /// <param name="target">The tokens after them.</param>
    /// <param name="temperature">Divides the logits; more than 0.</param>
    float[] LogProbs(int[] prompt, int[] target, double temperature);

    /// <summary>Fine-tunes in place; goes on from the last checkpoint in the folder (Algorithm 1, line 11).</summary>
    /// <param name="training">What to train on and how.</param>
    /// <param name="cancellation">Ends the training between two updates, after a checkpoint.</param>
    SftResult FineTune(FineTuning training, CancellationToken cancellation);

    /// <summary>Trains with reinforcement in place; goes on from the last checkpoint in the folder (Algorithm 1, line 12).</summary>
    /// <param name="training">What to train on and how.</param>
    /// <param name="cancellation">Ends the training within the sampling or between two steps, after a checkpoint.</param>
    RlResult Reinforce(RlTraining training, CancellationToken cancellation);

    /// <summary>Writes the weights as a model directory with the configuration, tokenizer and templates of the model that they came from.</summary>
    /// <param name="directory">The directory; one of that name is replaced.</param>
    /// <param name="source">The model that they came from.</param>
    void Save(string directory, string source);
}
