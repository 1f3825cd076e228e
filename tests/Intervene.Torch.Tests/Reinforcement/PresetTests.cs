using Intervene.Learning;
using Intervene.Options;
using Intervene.Torch.Reinforcement;
using TorchSharp;
using static TorchSharp.torch;

namespace Intervene.Torch.Tests.Reinforcement;

/// <summary>
/// Each preset's loss on a small batch, beside the published formula written out a token at a time, and beside the reference's rows.
/// </summary>
public class PresetTests
{
    // Two groups of two; a right and a wrong answer in each, of 1, 3, 2 and 2 tokens.
    private static readonly double[] Rewards = [1, 0, 0, 1];
    private static readonly int[] Groups = [0, 0, 1, 1], Lengths = [1, 3, 2, 2];
    private static readonly double[] LogRatios = [0.5, -0.4, 1.6, 0.1, 0.25, 0, -2.5, 0.31];
    private static readonly double[] Reference = [0.1, -0.2, 0.3, 0, 0.05, 0.2, -0.1, 0.4]; // log π_ref − log π
    private static readonly double[] Entropies = [1, 0.5, 0.2, 1.5, 0.7, 0.9, 0.3, 0.1];
    private static readonly double Half = Math.Sqrt(0.5); // std of {0, 1} over n − 1

    [Theory]
    [InlineData("int-paper-e3", 150, 16, 0.6, 0.95, 0.001)]
    [InlineData("int-paper-qwen3", 400, 8, 1.0, 1.0, 0.0)]
    public void The_papers_presets_are_its_table_3(string name, int steps, int group, double temperature, double topP, double entropy)
    {
        var preset = RlPresets.All[name];
        Assert.Equal((steps, 32, 16, group), (preset.Steps, preset.BatchSize, preset.MiniBatchSize, preset.GroupSize));
        Assert.Equal((temperature, topP, entropy, 0.001),
            (preset.Sampling.Temperature, preset.Sampling.TopP, preset.EntropyCoefficient, preset.Kl!.Coefficient));
        Assert.Equal((0.2, 0.35, 1e-6), (preset.PolicyLoss.ClipLow, preset.PolicyLoss.ClipHigh, preset.Optimizer.LearningRate));
        Close(name, Tokens(0.5 / (Half + 1e-6), 0.2, 0.35, 3, kl: 0.001, entropy: entropy).Sum() / 8);
    }

    [Fact]
    public void Verls_preset_is_its_token_mean_with_dual_clip() => Close("verl", Tokens(0.5 / (Half + 1e-6), 0.2, 0.2, 3).Sum() / 8);

    [Fact]
    public void Trls_preset_has_its_epsilon_and_no_dual_clip() => Close("trl-dapo", Tokens(0.5 / (Half + 1e-4), 0.2, 0.2, null).Sum() / 8);

    [Fact]
    public void Dr_grpo_divides_by_a_constant_and_not_by_the_std() => Close("dr-grpo", Tokens(0.5, 0.2, 0.2, null).Sum() / (4 * 3000));

    [Fact]
    public void PipelineRl_sums_over_tokens_with_ratios_up_to_five()
    {
        var tokens = Tokens(0.5, 1, 4, null, entropy: 1e-4);
        Close("pipelinerl-int", tokens.Sum() / 4);
        Assert.Equal(-0.5 * Math.Exp(0.31), tokens[7] + (1e-4 * 0.1), 1e-12);
    }

    [Fact]
    public void The_presets_of_verl_and_trl_give_the_references_rows()
    {
        var compared = 0;
        foreach (var row in GoldenRows.Read("verl/policy-loss.jsonl").Where(r =>
            r.Text("loss") == "vanilla" && r.Text("aggregation") == "token-mean" && r["is_weights"] is null
            && (r.Number("clip_low"), r.Number("clip_high"), r.Optional("dual_clip")) == (0.2, 0.2, 3.0)))
        {
            compared++;
            Assert.Equal(row.Number("value"), Loss(RlPresets.All["verl"], row, row.Packed("advantages"), row.Optional("batch_num_tokens")), 1e-9);
        }

        foreach (var row in GoldenRows.Read("trl/grpo-loss.jsonl").Where(r =>
            r.Text("loss_type") == "dapo" && r.Text("importance_sampling_level") == "token" && r["delta"] is null && r.Number("beta") == 0
            && r.Number("entropy_coef") == 0 && (r.Number("epsilon_low"), r.Number("epsilon_high")) == (0.2, 0.2)))
        {
            compared++;
            double[] advantages = [.. row.Vector("advantages").SelectMany((a, i) => Enumerable.Repeat(a, row.Lengths()[i]))];
            Assert.Equal(row.Number("loss"), Loss(RlPresets.All["trl-dapo"], row, advantages, row.Number("num_items_in_batch")), 1e-9);
        }

        Assert.InRange(compared, 2, 1000);
    }

    private static double Loss(RlOptions preset, System.Text.Json.Nodes.JsonObject row, double[] advantages, double? tokens)
    {
        using var scope = NewDisposeScope();
        var index = new SequenceIndex(row.Lengths());
        var token = PolicyLosses.Of(
            preset.PolicyLoss, GoldenRows.Tensor(row.Packed("log_probs")),
            GoldenRows.Tensor(row.Packed("old_log_probs")), GoldenRows.Tensor(advantages), index);
        return Aggregation.Of(
            preset.Aggregation, token.Losses, index, new BatchSize((long)(tokens ?? index.Tokens), index.Count)).ToDouble();
    }

    /// <summary>What the trainer's formulas give under a preset.</summary>
    private static void Close(string name, double expected)
    {
        using var scope = NewDisposeScope();
        var preset = RlPresets.All[name];
        var index = new SequenceIndex(Lengths);
        var advantages = index.Spread(tensor(Advantages.Of(preset.Advantage, Rewards, Groups, Lengths)));
        var token = PolicyLosses.Of(
            preset.PolicyLoss, tensor(LogRatios), zeros(8, float64), advantages, index);
        Tensor Total(Tensor losses) => Aggregation.Of(preset.Aggregation, losses, index, new BatchSize(8, 4));
        var kl = KlEstimators.Of(KlEstimator.K3, tensor(LogRatios), tensor(LogRatios) + tensor(Reference));
        var loss = Total(token.Losses) + (Total(kl) * (preset.Kl?.Coefficient ?? 0)) - (Total(tensor(Entropies)) * preset.EntropyCoefficient);
        Assert.Equal(expected, loss.ToDouble(), Math.Abs(expected) * 1e-9);
    }

    /// <summary>The published token loss: max(−A r, −A clip(r)), at most −A c where A is negative; + β k3 − entropy bonus.</summary>
    private static double[] Tokens(double advantage, double low, double high, double? dual, double kl = 0, double entropy = 0)
    {
        double[] signs = [.. Rewards.Select(reward => reward > 0 ? 1.0 : -1.0)];
        int[] owners = [.. Lengths.SelectMany((n, i) => Enumerable.Repeat(i, n))];
        return [.. owners.Select((owner, t) =>
        {
            double a = signs[owner] * advantage, r = Math.Exp(LogRatios[t]);
            var loss = Math.Max(-a * r, -a * Math.Clamp(r, 1 - low, 1 + high));
            loss = a < 0 && dual is { } c ? Math.Min(loss, -a * c) : loss;
            return loss + (kl * (Math.Exp(Reference[t]) - Reference[t] - 1)) - (entropy * Entropies[t]);
        })];
    }
}
