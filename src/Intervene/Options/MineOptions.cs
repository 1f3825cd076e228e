using System.ComponentModel.DataAnnotations;

namespace Intervene.Options;

/// <summary>Finding the hard set: problems with zero reward in all attempts (paper, section 4.1).</summary>
public sealed record MineOptions
{
    /// <summary>Rollouts a problem; a problem is hard when none earns the reward.</summary>
    [Range(1, 100_000)]
    public int Attempts { get; init; } = 32;

    /// <summary>The distribution that attempts are sampled from.</summary>
    public SamplingOptions Sampling { get; init; } = new() { MaxTokens = 16_384 };

    /// <summary>What samples, where it is not the run's <c>engine</c>: keys left out are those of the run's, of the same kind.</summary>
    [StartsFrom("engine")]
    public EngineOptions? Engine { get; init; }

    /// <summary>Hard problems to train on, at most.</summary>
    [Range(1, 10_000_000)]
    public int TrainProblems { get; init; } = 64;

    /// <summary>Hard problems held out, at most.</summary>
    [Range(0, 10_000_000)]
    public int HeldOutProblems { get; init; } = 32;

    /// <summary>Easy problems that show what training forgot, at most.</summary>
    [Range(0, 10_000_000)]
    public int EasyProblems { get; init; } = 32;

    /// <summary>A problem is easy when at least this share of its attempts earns the reward.</summary>
    [Range(0.0, 1.0)]
    public double EasyThreshold { get; init; } = 0.5;

    /// <summary>Of the hard problems only those that an oracle solves itself are trained on and held out; null takes all.</summary>
    public OracleSolvableOptions? OracleSolvable { get; init; }

    /// <summary>An easy problem is no hard one.</summary>
    public IEnumerable<string> Validate()
    {
        if (EasyThreshold <= 0)
        {
            yield return "easy_threshold must be greater than 0: at 0 a hard problem would be easy too.";
        }
    }
}
