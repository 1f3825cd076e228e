using System.ComponentModel.DataAnnotations;

namespace Intervene.Options;

/// <summary>How rewards of a group turn into advantages.</summary>
[OptionKind("grpo", typeof(AdvantageOptions.Grpo))]
[OptionKind("grpo_no_std", typeof(AdvantageOptions.GrpoNoStd))]
[OptionKind("rloo", typeof(AdvantageOptions.Rloo))]
[OptionKind("reinforce_plus_plus_baseline", typeof(AdvantageOptions.ReinforcePlusPlusBaseline))]
[OptionKind("grpo_pass_k", typeof(AdvantageOptions.GrpoPassK))]
public abstract record AdvantageOptions
{
    /// <summary>(r − mean) / (std + ε), std with n − 1 (verl's default).</summary>
    public sealed record Grpo : AdvantageOptions
    {
        /// <summary>ε, added to a group's std before dividing by it: 1e-6 in verl, 1e-4 in TRL and PipelineRL.</summary>
        [Range(0.0, 1.0)]
        public double Epsilon { get; init; } = 1e-6;
    }

    /// <summary>r − mean (Dr. GRPO).</summary>
    public sealed record GrpoNoStd : AdvantageOptions;

    /// <summary>r − mean of the others (RLOO).</summary>
    public sealed record Rloo : AdvantageOptions;

    /// <summary>r − mean, then whitened over all tokens of the batch (REINFORCE++ with a baseline).</summary>
    public sealed record ReinforcePlusPlusBaseline : AdvantageOptions;

    /// <summary>Only the best of a group has one: (r − the second best) / (std + ε) (verl's <c>grpo_passk</c>).</summary>
    public sealed record GrpoPassK : AdvantageOptions
    {
        /// <summary>ε, added to a group's std before dividing by it.</summary>
        [Range(0.0, 1.0)]
        public double Epsilon { get; init; } = 1e-6;
    }
}
