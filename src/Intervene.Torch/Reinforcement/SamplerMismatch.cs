namespace Intervene.Torch.Reinforcement;

/// <summary>How far the trainer's log-probabilities of sampled tokens are from the sampler's.</summary>
internal sealed class SamplerMismatch
{
    private Running probabilities = new();
    private Running logs = new();
    private Running k3 = new();
    private Running weights = new();
    private double squaredWeights;

    /// <summary>Adds a sequence's tokens.</summary>
    public void Add(ReadOnlySpan<float> trainer, ReadOnlySpan<float> sampler)
    {
        for (var i = 0; i < trainer.Length; i++)
        {
            double difference = (double)trainer[i] - sampler[i];
            probabilities.Add(Math.Abs(Math.Exp(trainer[i]) - Math.Exp(sampler[i])));
            logs.Add(Math.Abs(difference));
            var weight = Math.Exp(Math.Clamp(difference, -20, 20));
            k3.Add(weight - Math.Clamp(difference, -20, 20) - 1);
            weights.Add(weight);
            squaredWeights += weight * weight;
        }
    }

    /// <summary>Mean |π_trainer − π_sampler|.</summary>
    public double Mean => probabilities.Mean;

    /// <summary>Largest |π_trainer − π_sampler|; 0 where nothing was measured.</summary>
    public double Max => probabilities.Count == 0 ? 0 : probabilities.Max;

    /// <summary>Standard deviation of |π_trainer − π_sampler|.</summary>
    public double Std => probabilities.Std;

    /// <summary>Largest |log π_trainer − log π_sampler|; 0 where nothing was measured.</summary>
    public double MaxLog => logs.Count == 0 ? 0 : logs.Max;

    /// <summary>The k3 estimate of KL(sampler, trainer).</summary>
    public double K3 => k3.Mean;

    /// <summary>(Σ w)² / (n Σ w²) of the importance weights: 1 where the two agree.</summary>
    public double EffectiveSampleSize => weights.Count == 0 ? 1 : weights.Mean * weights.Mean * weights.Count / squaredWeights;
}
