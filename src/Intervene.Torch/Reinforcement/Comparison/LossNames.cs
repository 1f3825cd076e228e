using Intervene.Options;

namespace Intervene.Torch.Reinforcement.Comparison;

/// <summary>What verl and transformers call the kinds.</summary>
internal static class LossNames
{
    public static PolicyLossOptions Policy(string name, double clipLow, double clipHigh, double? dualClip) => name switch
    {
        "vanilla" => new PolicyLossOptions.Vanilla { ClipLow = clipLow, ClipHigh = clipHigh, DualClip = dualClip },
        "gspo" => new PolicyLossOptions.Gspo { ClipLow = clipLow, ClipHigh = clipHigh },
        "cispo" => new PolicyLossOptions.Cispo { ClipLow = clipLow, ClipHigh = clipHigh },
        _ => throw Unknown("loss", name, "vanilla, gspo or cispo"),
    };

    public static KlEstimator Kl(string name) => name switch
    {
        "kl" or "k1" => KlEstimator.K1,
        "abs" => KlEstimator.Abs,
        "mse" or "k2" or "mse+" or "k2+" => KlEstimator.K2,
        "low_var_kl" or "k3" => KlEstimator.K3,
        "kl+" or "k1+" => KlEstimator.K1StraightThrough,
        "abs+" => KlEstimator.AbsStraightThrough,
        "low_var_kl+" or "k3+" => KlEstimator.K3StraightThrough,
        _ => throw Unknown("KL kind", name, "kl, k1, abs, mse, k2, low_var_kl or k3, each with or without + behind it"),
    };

    public static AggregationOptions Aggregation(string name, double factor) => name switch
    {
        "token-mean" => new AggregationOptions.TokenMean(),
        "token-sum" => new AggregationOptions.TokenSum(),
        "seq-mean-token-sum" => new AggregationOptions.SeqMeanTokenSum(),
        "seq-mean-token-sum-norm" => new AggregationOptions.SeqMeanTokenSumNorm { Factor = factor },
        "seq-mean-token-mean" => new AggregationOptions.SeqMeanTokenMean(),
        _ => throw Unknown("aggregation", name, "token-mean, token-sum, seq-mean-token-sum, seq-mean-token-sum-norm or seq-mean-token-mean"),
    };

    public static ScheduleKind Schedule(string name) => name switch
    {
        "constant" or "constant_with_warmup" or "verl_constant" => ScheduleKind.Constant,
        "linear" => ScheduleKind.Linear,
        "cosine" => ScheduleKind.Cosine,
        "cosine_with_min_lr" or "verl_cosine" => ScheduleKind.CosineWithMinLr,
        _ => throw Unknown("schedule", name, "constant_with_warmup, linear, cosine, cosine_with_min_lr, verl_constant or verl_cosine"),
    };

    private static InterveneException Unknown(string what, string name, string expected) =>
        new($"The {what} '{name}' is unknown; expected {expected}.");
}
