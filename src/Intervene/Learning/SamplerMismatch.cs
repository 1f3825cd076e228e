
namespace Intervene.Learning;

/// <summary>How far the trainer's log-probabilities of sampled tokens are from the sampler's.</summary>
public sealed class SamplerMismatch
{
    private Running _probabilities = new();
    private Running _logs = new();
    private Running _kl = new();
    private Running _k3 = new();
    private Running _weights = new();
    private Running _trainerPerplexity = new();
    private Running _samplerPerplexity = new();
    private Running _logPerplexity = new();
    private Running _sequenceWeights = new(); // squared
    private double _squaredWeights;
    private (double Trainer, double Sampler, double Both, double TrainerSquared, double SamplerSquared) _sums;

    /// <summary>Adds a sequence's tokens; those whose sampler's log-probability is not a number are left out.</summary>
    public void Add(ReadOnlySpan<float> trainer, ReadOnlySpan<float> sampler)
    {
        var (own, other) = (trainer.ToArray(), sampler.ToArray());
        int[] given = [.. Enumerable.Range(0, other.Length).Where(i => !float.IsNaN(other[i]))];
        Measure(Array.ConvertAll(given, i => own[i]), Array.ConvertAll(given, i => other[i]));
    }

    private void Measure(float[] trainer, float[] sampler)
    {
        double trainerSum = 0, samplerSum = 0;
        for (var i = 0; i < trainer.Length; i++)
        {
            double p = Math.Exp(trainer[i]), q = Math.Exp(sampler[i]);
            _sums = (_sums.Trainer + p, _sums.Sampler + q, _sums.Both + (p * q), _sums.TrainerSquared + (p * p), _sums.SamplerSquared + (q * q));
            trainerSum += trainer[i];
            samplerSum += sampler[i];
            var difference = (double)trainer[i] - sampler[i];
            _probabilities.Add(Math.Abs(p - q));
            _logs.Add(Math.Abs(difference));
            _kl.Add(-difference);
            var weight = Math.Exp(Math.Clamp(difference, -20, 20));
            _k3.Add(weight - Math.Clamp(difference, -20, 20) - 1);
            _weights.Add(weight);
            _squaredWeights += weight * weight;
        }

        if (trainer.Length > 0)
        {
            _trainerPerplexity.Add(Math.Exp(-trainerSum / trainer.Length));
            _samplerPerplexity.Add(Math.Exp(-samplerSum / trainer.Length));
            _logPerplexity.Add((samplerSum - trainerSum) / trainer.Length);
            _sequenceWeights.Add(Math.Exp(2 * Math.Clamp(trainerSum - samplerSum, -20, 20)));
        }
    }

    /// <summary>Mean |π_trainer − π_sampler|.</summary>
    public double Mean => _probabilities.Mean;

    /// <summary>Largest |π_trainer − π_sampler|; 0 where nothing was measured.</summary>
    public double Max => _probabilities.Count == 0 ? 0 : _probabilities.Max;

    /// <summary>Standard deviation of |π_trainer − π_sampler|.</summary>
    public double Std => _probabilities.Std;

    /// <summary>Largest |log π_trainer − log π_sampler|; 0 where nothing was measured.</summary>
    public double MaxLog => _logs.Count == 0 ? 0 : _logs.Max;

    /// <summary>The k1 estimate of KL(sampler, trainer): the mean of log π_sampler − log π_trainer.</summary>
    public double K1 => _kl.Mean;

    /// <summary>Correlation (Pearson) of the two engines' probabilities; 1 where nothing varies.</summary>
    public double Correlation
    {
        get
        {
            var n = Math.Max(1, _probabilities.Count);
            var product = (_sums.TrainerSquared - (_sums.Trainer * _sums.Trainer / n)) * (_sums.SamplerSquared - (_sums.Sampler * _sums.Sampler / n));
            return product > 1e-20 ? (_sums.Both - (_sums.Trainer * _sums.Sampler / n)) / Math.Sqrt(product) : 1;
        }
    }

    /// <summary>Mean over sequences of exp(−mean log π_trainer).</summary>
    public double TrainerPerplexity => _trainerPerplexity.Mean;

    /// <summary>Mean over sequences of exp(−mean log π_sampler).</summary>
    public double SamplerPerplexity => _samplerPerplexity.Mean;

    /// <summary>Mean over sequences of mean log π_sampler − mean log π_trainer.</summary>
    public double LogPerplexityDifference => _logPerplexity.Mean;

    /// <summary>χ²(sampler, trainer) over tokens: mean w² − 1.</summary>
    public double ChiSquareToken => _weights.Count == 0 ? 0 : (_squaredWeights / _weights.Count) - 1;

    /// <summary>χ² over sequences: the mean of a sequence's squared weight − 1.</summary>
    public double ChiSquareSequence => _sequenceWeights.Count == 0 ? 0 : _sequenceWeights.Mean - 1;

    /// <summary>The k3 estimate of KL(sampler, trainer).</summary>
    public double K3 => _k3.Mean;

    /// <summary>(Σ w)² / (n Σ w²) of the importance weights: 1 where the two agree.</summary>
    public double EffectiveSampleSize => _weights.Count == 0 ? 1 : _weights.Mean * _weights.Mean * _weights.Count / _squaredWeights;
}
