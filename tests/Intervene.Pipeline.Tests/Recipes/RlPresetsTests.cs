using Intervene.Options;
using Intervene.Pipeline.Recipes;

namespace Intervene.Pipeline.Tests.Recipes;

public class RlPresetsTests
{
    [Fact]
    public void Every_preset_is_valid()
    {
        foreach (var preset in RlPresets.All.Values)
        {
            OptionsYaml.Check(preset);
            Assert.Equal(preset, OptionsYaml.Parse<RlOptions>(OptionsYaml.Write(preset), "preset", []));
        }
    }

    /// <summary>The paper's Table 3.</summary>
    [Theory]
    [InlineData("int-paper-e3", 32, 16, 1e-6, 0.001, 0.001, 0.6, 0.95, 16, 0.2, 0.35)]
    [InlineData("int-paper-qwen3", 32, 16, 1e-6, 0.001, 0.0, 1.0, 1.0, 8, 0.2, 0.35)]
    public void The_papers_presets_are_its_table(
        string name, int batch, int mini, double rate, double kl, double entropy, double temperature, double topP, int n, double low, double high)
    {
        var rl = RlPresets.All[name];
        Assert.Equal(
            (batch, mini, rate, kl, entropy, temperature, topP),
            (rl.BatchSize, rl.MiniBatchSize, rl.Optimizer.LearningRate,
                rl.Kl!.Coefficient, rl.EntropyCoefficient, rl.Sampling.Temperature, rl.Sampling.TopP));
        Assert.Equal((n, low, high), (rl.GroupSize, rl.PolicyLoss.ClipLow, rl.PolicyLoss.ClipHigh));
    }

    /// <summary>The terms in which frameworks differ under the same names.</summary>
    [Theory]
    [InlineData("verl", "grpo", "token_mean", 0.2, 0.2, 3.0, 0.0)]
    [InlineData("trl-dapo", "grpo", "token_mean", 0.2, 0.2, null, 0.0)]
    [InlineData("dr-grpo", "grpo_no_std", "seq_mean_token_sum_norm", 0.2, 0.2, null, 0.0)]
    [InlineData("pipelinerl-int", "grpo_no_std", "seq_mean_token_sum", 1.0, 4.0, null, 1e-4)]
    public void A_frameworks_preset_has_its_terms(
        string name, string advantage, string aggregation, double low, double high, double? dualClip, double entropy)
    {
        var rl = RlPresets.All[name];
        Assert.Equal((advantage, aggregation, low, high, dualClip, entropy),
            (OptionMembers.KindOf(rl.Advantage.GetType()), OptionMembers.KindOf(rl.Aggregation.GetType()),
                rl.PolicyLoss.ClipLow, rl.PolicyLoss.ClipHigh, ((PolicyLossOptions.Vanilla)rl.PolicyLoss).DualClip, rl.EntropyCoefficient));
        Assert.Null(rl.Kl);
    }

    [Fact]
    public void The_batch_arithmetic_is_in_one_unit()
    {
        var rl = new RlOptions { BatchSize = 8, MiniBatchSize = 4, GroupSize = 16, Steps = 30, Sampling = new() { MaxTokens = 96 } };
        Assert.Equal(
            "8 problems × 16 rollouts = 128 samples a step (up to 12288 tokens); 8 / 4 × 1 epochs = 2 updates a step; × 30 steps = 60 updates, " +
            "2.5 passes over 96 problems",
            BatchArithmetic.Of(rl, 96));
        Assert.EndsWith(
            "; top_p 0.8, top_k 20 cut what is sampled, log-probs and ratios are those of the uncut distribution",
            BatchArithmetic.Of(rl with { Sampling = rl.Sampling with { TopP = 0.8, TopK = 20 } }, 96), StringComparison.Ordinal);
        Assert.Equal("74 examples / 32 = 3 updates an epoch; × 16 epochs = 48 updates", BatchArithmetic.Of(new SftOptions { BatchSize = 32 }, 74));
    }
}
