namespace Intervene.Torch.Tests.Reinforcement;

/// <summary>The knobs of TRL's GRPO loss under its names.</summary>
internal sealed record TrlLossOptions
{
    /// <summary><c>grpo, bnpo, dr_grpo, dapo, cispo</c>.</summary>
    public required string LossType { get; init; }

    /// <summary>ε below.</summary>
    public double EpsilonLow { get; init; } = 0.2;

    /// <summary>ε above; the cap itself for cispo.</summary>
    public double EpsilonHigh { get; init; } = 0.2;

    /// <summary>δ: bounds the ratio from above before the minimum; null is off.</summary>
    public double? Delta { get; init; }

    /// <summary>Whether ratios are those of whole sequences.</summary>
    public bool SequenceLevel { get; init; }

    /// <summary>β of the KL term.</summary>
    public double Beta { get; init; }

    /// <summary>Whether the KL term is multiplied by the ratio.</summary>
    public bool BiasCorrectedKl { get; init; }

    /// <summary>The entropy bonus's coefficient; 0 is none.</summary>
    public double EntropyCoefficient { get; init; }

    /// <summary>Forward passes of an update.</summary>
    public int AccumulationSteps { get; init; } = 1;

    /// <summary>The constant of dr_grpo.</summary>
    public int MaxCompletionLength { get; init; } = 512;
}
