using Intervene.Torch.Reinforcement;
using TorchSharp;
using static TorchSharp.torch;

namespace Intervene.Torch.Tests.Reinforcement;

public class TrlGoldenTests
{
    [Fact]
    public void The_loss_is_trls()
    {
        var number = 0;
        foreach (var row in GoldenRows.Read("trl/grpo-loss.jsonl"))
        {
            using var scope = NewDisposeScope();
            var options = new TrlLossOptions
            {
                LossType = row.Text("loss_type"),
                EpsilonLow = row.Number("epsilon_low"),
                EpsilonHigh = row.Number("epsilon_high"),
                Delta = row.Optional("delta"),
                SequenceLevel = row.Text("importance_sampling_level") == "sequence",
                Beta = row.Number("beta"),
                BiasCorrectedKl = row["use_bias_correction_kl"]!.GetValue<bool>(),
                EntropyCoefficient = row.Number("entropy_coef"),
                AccumulationSteps = (int)row.Number("gradient_accumulation_steps"),
                MaxCompletionLength = (int)row.Number("max_completion_length"),
            };
            var sequences = new SequenceIndex(row.Lengths());
            Tensor policy = GoldenRows.Tensor(row.Packed("log_probs"))
                .requires_grad_(), entropies = GoldenRows.Tensor(row.Packed("entropies")).requires_grad_();
            var advantages = sequences.Spread(GoldenRows.Tensor(row.Vector("advantages")));
            var tokens = TrlLoss.Tokens(
                policy, GoldenRows.Tensor(row.Packed("old_log_probs")),
                GoldenRows.Tensor(row.Packed("ref_log_probs")), advantages, sequences, options);
            var loss = TrlLoss.Aggregate(tokens, sequences, row.Number("num_items_in_batch"), options);
            if (options.EntropyCoefficient != 0)
            {
                loss -= TrlLoss.EntropyBonus(entropies, sequences, options);
            }

            loss.backward();
            var what = $"row {number++} {options.LossType}";
            GoldenRows.Close(row.Number("loss"), loss.ToDouble(), 1e-9, what);
            GoldenRows.Close(row.Packed("grad_log_probs"), policy.grad!, 1e-9, what + " grad");
            if (row["grad_entropies"] is not null)
            {
                GoldenRows.Close(row.Packed("grad_entropies"), entropies.grad!, 1e-9, what + " grad_entropies");
            }
        }

        Assert.True(number > 0);
    }

    [Theory]
    [InlineData("grpo")]
    [InlineData("dapo")]
    public void The_entropy_bonuses_of_an_updates_forward_passes_add_up_to_the_coefficient_of_their_mean_entropy(string type)
    {
        using var scope = NewDisposeScope();
        var options = new TrlLossOptions { LossType = type, EntropyCoefficient = -0.5, AccumulationSteps = 4 };
        Assert.Equal(-0.5 * 2 / 4, TrlLoss.EntropyBonus(GoldenRows.Tensor([1, 3]), new SequenceIndex([1, 0, 1]), options).ToDouble());
    }

    [Fact]
    public void Delta_does_not_hide_what_cispo_clips() => Assert.Equal(
        [("entropy", 1.0), ("cispo_clip_ratio", 0.5)],
        Metrics(new() { LossType = "cispo", EpsilonHigh = 2, Delta = 1.1 }, [Math.Log(3), 0], [1, 1]));

    [Fact]
    public void A_sequence_without_tokens_is_not_clipped_where_ratios_are_those_of_sequences() => Assert.Equal(
        [("clip_ratio/low_mean", 0.5), ("clip_ratio/low_min", 0.0)],
        Metrics(new() { LossType = "grpo", SequenceLevel = true }, [Math.Log(0.5)], [-1], [1, 0])
            .Where(metric => metric.Name.StartsWith("clip_ratio/low", StringComparison.Ordinal)));

    private static IReadOnlyList<(string Name, double Value)> Metrics(
        TrlLossOptions options, double[] logRatios, double[] advantages, int[]? lengths = null)
    {
        using var scope = NewDisposeScope();
        Tensor policy = GoldenRows.Tensor(logRatios), ones = ones_like(policy);
        return TrlMetrics.Of(
            policy, zeros_like(policy), null, GoldenRows.Tensor(advantages), ones, new SequenceIndex(lengths ?? [logRatios.Length]), options);
    }
}
