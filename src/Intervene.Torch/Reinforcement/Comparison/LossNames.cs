using Intervene.Options;

namespace Intervene.Torch.Reinforcement.Comparison;

/// <summary>What verl and transformers call the kinds.</summary>
internal static class LossNames
{
    public static PolicyLossKind Policy(string name) => name switch
    {
        "vanilla" => PolicyLossKind.Vanilla,
        "gspo" => PolicyLossKind.Gspo,
        "cispo" => PolicyLossKind.Cispo,
        _ => throw Unknown("loss", name, "vanilla, gspo or cispo"),
    };

    public static KlKind Kl(string name) => name switch
    {
        "kl" or "k1" => KlKind.K1,
        "abs" => KlKind.Abs,
        "mse" or "k2" or "mse+" or "k2+" => KlKind.K2,
        "low_var_kl" or "k3" => KlKind.K3,
        "kl+" or "k1+" => KlKind.K1StraightThrough,
        "abs+" => KlKind.AbsStraightThrough,
        "low_var_kl+" or "k3+" => KlKind.K3StraightThrough,
        _ => throw Unknown("KL kind", name, "kl, k1, abs, mse, k2, low_var_kl or k3, each with or without + behind it"),
    };

    public static AggregationKind Aggregation(string name) => name switch
    {
        "token-mean" => AggregationKind.TokenMean,
        "token-sum" => AggregationKind.TokenSum,
        "seq-mean-token-sum" => AggregationKind.SeqMeanTokenSum,
        "seq-mean-token-sum-norm" => AggregationKind.SeqMeanTokenSumNorm,
        "seq-mean-token-mean" => AggregationKind.SeqMeanTokenMean,
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

    public static bool SequenceLevel(string name) => name switch
    {
        "token" => false,
        "sequence" => true,
        _ => throw Unknown("importance_sampling_level", name, "token or sequence"),
    };

    private static InterveneException Unknown(string what, string name, string expected) =>
        new($"The {what} '{name}' is unknown; expected {expected}.");
}
