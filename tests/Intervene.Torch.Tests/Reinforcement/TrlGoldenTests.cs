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
                AccumulationSteps = (int)row.Number("gradient_accumulation_steps"),
                MaxCompletionLength = (int)row.Number("max_completion_length"),
            };
            var sequences = new SequenceIndex(row.Lengths());
            Tensor policy = GoldenRows.Tensor(row.Packed("log_probs")).requires_grad_(), entropies = GoldenRows.Tensor(row.Packed("entropies")).requires_grad_();
            var advantages = sequences.Spread(GoldenRows.Tensor(row.Vector("advantages")));
            var tokens = TrlLoss.Tokens(
                policy, GoldenRows.Tensor(row.Packed("old_log_probs")), GoldenRows.Tensor(row.Packed("ref_log_probs")), advantages, sequences, options);
            var loss = TrlLoss.Aggregate(tokens, sequences, row.Number("num_items_in_batch"), options);
            if (row.Number("entropy_coef") > 0)
            {
                loss -= entropies.sum() / sequences.Tokens * row.Number("entropy_coef");
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
}
