namespace Intervene.Torch.Reinforcement;

/// <summary>How far the trainer's log-probabilities of sampled tokens are from the sampler's.</summary>
internal sealed class SamplerMismatch
{
    private Running probabilities = new();
    private Running logs = new();
    private Running kl = new();
    private Running k3 = new();
    private Running weights = new();
    private Running trainerPerplexity = new();
    private Running samplerPerplexity = new();
    private Running logPerplexity = new();
    private Running sequenceWeights = new(); // squared
    private double squaredWeights;
    private (double Trainer, double Sampler, double Both, double TrainerSquared, double SamplerSquared) sums;

    /// <summary>Adds a sequence's tokens.</summary>
    public void Add(ReadOnlySpan<float> trainer, ReadOnlySpan<float> sampler)
    {
        double trainerSum = 0, samplerSum = 0;
        for (var i = 0; i < trainer.Length; i++)
        {
            double p = Math.Exp(trainer[i]), q = Math.Exp(sampler[i]);
            sums = (sums.Trainer + p, sums.Sampler + q, sums.Both + (p * q), sums.TrainerSquared + (p * p), sums.SamplerSquared + (q * q));
            trainerSum += trainer[i];
            samplerSum += sampler[i];
            double difference = (double)trainer[i] - sampler[i];
            probabilities.Add(Math.Abs(p - q));
            logs.Add(Math.Abs(difference));
            kl.Add(-difference);
            var weight = Math.Exp(Math.Clamp(difference, -20, 20));
            k3.Add(weight - Math.Clamp(difference, -20, 20) - 1);
            weights.Add(weight);
            squaredWeights += weight * weight;
        }

        if (trainer.Length > 0)
        {
            trainerPerplexity.Add(Math.Exp(-trainerSum / trainer.Length));
            samplerPerplexity.Add(Math.Exp(-samplerSum / trainer.Length));
            logPerplexity.Add((samplerSum - trainerSum) / trainer.Length);
            sequenceWeights.Add(Math.Exp(2 * Math.Clamp(trainerSum - samplerSum, -20, 20)));
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

    /// <summary>The k1 estimate of KL(sampler, trainer): the mean of log π_sampler − log π_trainer.</summary>
    public double K1 => kl.Mean;

    /// <summary>Correlation (Pearson) of the two engines' probabilities; 1 where nothing varies.</summary>
    public double Correlation
    {
        get
        {
            var n = Math.Max(1, probabilities.Count);
            var product = (sums.TrainerSquared - (sums.Trainer * sums.Trainer / n)) * (sums.SamplerSquared - (sums.Sampler * sums.Sampler / n));
            return product > 1e-20 ? (sums.Both - (sums.Trainer * sums.Sampler / n)) / Math.Sqrt(product) : 1;
        }
    }

    /// <summary>Mean over sequences of exp(−mean log π_trainer).</summary>
    public double TrainerPerplexity => trainerPerplexity.Mean;

    /// <summary>Mean over sequences of exp(−mean log π_sampler).</summary>
    public double SamplerPerplexity => samplerPerplexity.Mean;

    /// <summary>Mean over sequences of mean log π_sampler − mean log π_trainer.</summary>
    public double LogPerplexityDifference => logPerplexity.Mean;

    /// <summary>χ²(sampler, trainer) over tokens: mean w² − 1.</summary>
    public double ChiSquareToken => weights.Count == 0 ? 0 : (squaredWeights / weights.Count) - 1;

    /// <summary>χ² over sequences: the mean of a sequence's squared weight − 1.</summary>
    public double ChiSquareSequence => sequenceWeights.Count == 0 ? 0 : sequenceWeights.Mean - 1;

    /// <summary>The k3 estimate of KL(sampler, trainer).</summary>
    public double K3 => k3.Mean;

    /// <summary>(Σ w)² / (n Σ w²) of the importance weights: 1 where the two agree.</summary>
    public double EffectiveSampleSize => weights.Count == 0 ? 1 : weights.Mean * weights.Mean * weights.Count / squaredWeights;
}
