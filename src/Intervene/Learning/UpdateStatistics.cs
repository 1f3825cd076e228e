
namespace Intervene.Learning;

/// <summary>What the updates of a step measure.</summary>
public sealed class UpdateStatistics
{
    private double _entropy;
    private double _entropyTokens;

    /// <summary>The gradient's norm of each update, before clipping.</summary>
    public Running GradNorm = new();

    /// <summary>The policy's loss of each update.</summary>
    public Running PolicyLoss = new();

    /// <summary>The KL loss of each update, before its coefficient.</summary>
    public Running KlLoss = new();

    /// <summary>Each update's share of tokens that are bound by the clip.</summary>
    public Running ClipFraction = new();

    /// <summary>Each update's share of tokens that are bound by the dual clip.</summary>
    public Running LowerClipFraction = new();

    /// <summary>Each update's mean of log π_old − log π over the tokens in its forward passes.</summary>
    public Running PpoKl = new();

    /// <summary>The importance weights of tokens sampled by another engine, after their cap.</summary>
    public Running Weights = new();

    /// <summary>The mean cloning loss of interventions beside the policy's; NaN where nothing was cloned.</summary>
    public double TermLoss { get; set; } = double.NaN;

    /// <summary>How often memory ran out and forward passes were cut in two.</summary>
    public int MemorySplits { get; set; }

    /// <summary>Seconds that the reference's log-probabilities took.</summary>
    public double ReferenceSeconds { get; set; }

    /// <summary>Seconds that the old log-probabilities took, where they have a forward pass of their own.</summary>
    public double OldSeconds { get; set; }

    /// <summary>Trainer against sampler.</summary>
    public SamplerMismatch Mismatch { get; } = new();

    /// <summary>
    /// The policy's mean entropy at the step's start over the tokens with a loss, in nats; NaN where there is none, e.g. all rollouts are masked.
    /// </summary>
    public double Entropy => _entropyTokens == 0 ? double.NaN : _entropy / _entropyTokens;

    /// <summary>Measures rollouts under the weights of the step's start.</summary>
    /// <param name="rollouts">The rollouts.</param>
    /// <param name="logProbs">[N] the trainer's log-probabilities of all tokens, rollout by rollout.</param>
    /// <param name="entropies">[N].</param>
    /// <param name="weights">How many tokens each rollout stands for in the entropy; null is its own.</param>
    public void Measure(IReadOnlyList<RlRollout> rollouts, ReadOnlySpan<float> logProbs, ReadOnlySpan<float> entropies, long[]? weights = null)
    {
        var at = 0;
        for (var i = 0; i < rollouts.Count; i++)
        {
            var sampler = rollouts[i].Completion.SamplerLogProbs;
            Mismatch.Add(logProbs.Slice(at, sampler.Length), sampler);
            double sum = 0;
            foreach (var value in entropies.Slice(at, sampler.Length))
            {
                sum += value;
            }

            var weight = weights is null ? sampler.Length : weights[i];
            _entropy += sum / sampler.Length * weight;
            _entropyTokens += weight;
            at += sampler.Length;
        }
    }

    /// <summary>Adds an update's sums: policy loss, KL loss, clipped tokens, tokens of the dual clip, Σ −Δ.</summary>
    /// <param name="sums">The five sums.</param>
    /// <param name="tokens">Tokens with a loss.</param>
    /// <param name="seen">Tokens that had a forward pass.</param>
    public void Add(double[] sums, double tokens, double seen)
    {
        PolicyLoss.Add(sums[0]);
        KlLoss.Add(sums[1]);
        ClipFraction.Add(sums[2] / tokens);
        LowerClipFraction.Add(sums[3] / tokens);
        PpoKl.Add(sums[4] / seen);
    }

    /// <summary>Adds importance weights.</summary>
    public void Weigh(ReadOnlySpan<float> weights)
    {
        foreach (var weight in weights)
        {
            Weights.Add(weight);
        }
    }
}
