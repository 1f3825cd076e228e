using Intervene.Options;

namespace Intervene.Torch.Tests.Reinforcement;

/// <summary>Options of formulas by the names that test data has for them.</summary>
internal static class LossKinds
{
    public static AdvantageOptions Advantage(string name) => name switch
    {
        "Grpo" => new AdvantageOptions.Grpo(),
        "GrpoNoStd" => new AdvantageOptions.GrpoNoStd(),
        "Rloo" => new AdvantageOptions.Rloo(),
        "ReinforcePlusPlusBaseline" => new AdvantageOptions.ReinforcePlusPlusBaseline(),
        "GrpoPassK" => new AdvantageOptions.GrpoPassK(),
        _ => throw new ArgumentException(name),
    };

    public static PolicyLossOptions Policy(string name, double clipLow = 0.2, double clipHigh = 0.2, double? dualClip = 3) =>
        name.ToLowerInvariant() switch
        {
            "vanilla" => new PolicyLossOptions.Vanilla { ClipLow = clipLow, ClipHigh = clipHigh, DualClip = dualClip },
            "gspo" => new PolicyLossOptions.Gspo { ClipLow = clipLow, ClipHigh = clipHigh },
            "cispo" => new PolicyLossOptions.Cispo { ClipLow = clipLow, ClipHigh = clipHigh },
            _ => throw new ArgumentException(name),
        };

    public static AggregationOptions Aggregation(string name, double factor) =>
        name.Replace("-", "", StringComparison.Ordinal).ToLowerInvariant() switch
        {
            "tokenmean" => new AggregationOptions.TokenMean(),
            "tokensum" => new AggregationOptions.TokenSum(),
            "seqmeantokensum" => new AggregationOptions.SeqMeanTokenSum(),
            "seqmeantokensumnorm" => new AggregationOptions.SeqMeanTokenSumNorm { Factor = factor },
            "seqmeantokenmean" => new AggregationOptions.SeqMeanTokenMean(),
            _ => throw new ArgumentException(name),
        };
}
