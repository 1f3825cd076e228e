using System.Text.Json.Nodes;
using Intervene.Learning;
using Intervene.Options;
using Intervene.Torch.Ops;
using Intervene.Torch.Reinforcement;
using TorchSharp;
using static TorchSharp.torch;

namespace Intervene.Torch.Tests.Reinforcement;

/// <summary>Every row that verl 0.9.1 computed, in float64.</summary>
public class VerlGoldenTests
{
    private const double Tolerance = 1e-9;

    [Theory]
    [InlineData("grpo", "Grpo")]
    [InlineData("grpo_no_std", "GrpoNoStd")]
    [InlineData("rloo", "Rloo")]
    [InlineData("reinforce_plus_plus_baseline", "ReinforcePlusPlusBaseline")]
    [InlineData("grpo_passk", "GrpoPassK")]
    public void Advantages_are_verls(string name, string kind)
    {
        var number = 0;
        foreach (var row in GoldenRows.Read("verl/advantages.jsonl"))
        {
            int[] groups = [.. row.Vector("groups").Select(g => (int)g)];
            double[] Ours() => Advantages.Of(LossKinds.Advantage(kind), row.Vector("rewards"), groups, row.Lengths());
            if (row[name] is JsonObject)
            {
                Assert.Throws<ArgumentException>(Ours);
                continue;
            }

            var ours = Ours();
            double[] tokens = [.. row.Matrix("mask").SelectMany((mask, i) => mask.Select(m => m * ours[i]))];
            GoldenRows.Close([.. row.Matrix(name).SelectMany(r => r)], tokens, Tolerance, $"row {number++} {name}");
        }
    }

    [Fact]
    public void Policy_losses_are_verls()
    {
        var number = 0;
        foreach (var row in GoldenRows.Read("verl/policy-loss.jsonl"))
        {
            using var scope = NewDisposeScope();
            var what = $"row {number++} {row.Text("loss")} {row.Text("aggregation")}";
            var sequences = new SequenceIndex(row.Lengths());
            var policy = GoldenRows.Tensor(row.Packed("log_probs")).requires_grad_();
            var token = PolicyLosses.Of(
                LossKinds.Policy(row.Text("loss"), row.Number("clip_low"), row.Number("clip_high"), row.Optional("dual_clip")), policy,
                GoldenRows.Tensor(row.Packed("old_log_probs")), GoldenRows.Tensor(row.Packed("advantages")), sequences);
            var losses = row["is_weights"] is null ? token.Losses : token.Losses * GoldenRows.Tensor(row.Packed("is_weights"));
            var value = Aggregation.Of(Mode(row), losses, sequences, Whole(row));
            value.backward();
            GoldenRows.Close(row.Number("value"), value.ToDouble(), Tolerance, what);
            GoldenRows.Close(row.Packed("grad"), policy.grad!, Tolerance, what + " grad");
            Metrics(row, token, sequences.Tokens, what);
        }

        Assert.True(number > 0);
    }

    [Fact]
    public void Kl_estimators_are_verls()
    {
        foreach (var row in GoldenRows.Read("verl/kl.jsonl"))
        {
            using var scope = NewDisposeScope();
            var policy = GoldenRows.Tensor([.. row.Matrix("log_probs").SelectMany(r => r)]).requires_grad_();
            var value = KlEstimators.Of(Kl(row.Text("kind")), policy, GoldenRows.Tensor([.. row.Matrix("ref_log_probs").SelectMany(r => r)]));
            value.sum().backward();
            GoldenRows.Close([.. row.Matrix("value").SelectMany(r => r)], value, Tolerance, row.Text("kind"));
            GoldenRows.Close([.. row.Matrix("grad_of_sum").SelectMany(r => r)], policy.grad!, Tolerance, row.Text("kind") + " grad");
        }
    }

    [Fact]
    public void The_composite_loss_from_raw_logits_is_verls()
    {
        var number = 0;
        foreach (var row in GoldenRows.Read("verl/composite.jsonl"))
        {
            using var scope = NewDisposeScope();
            var what = $"row {number++} {row.Text("name")}";
            var mask = row.Matrix("mask");
            double[][] logitRows = [.. row["logits"]!.AsArray().SelectMany((r, i) => r!.AsArray().Where((_, t) => mask[i][t] == 1)
                .Select(z => z!.AsArray().Select(x => x!.GetValue<double>()).ToArray()))];
            double[][] gradientRows = [.. row["grad_logits"]!.AsArray().SelectMany((r, i) => r!.AsArray().Where((_, t) => mask[i][t] == 1)
                .Select(z => z!.AsArray().Select(x => x!.GetValue<double>()).ToArray()))];
            var width = logitRows[0].Length;
            var logits = GoldenRows.Tensor([.. logitRows.SelectMany(r => r)]).view(-1, width).requires_grad_();
            var targets = tensor(row.Packed("tokens").Select(x => (long)x).ToArray());
            var sequences = new SequenceIndex(row.Lengths());
            var whole = new BatchSize(sequences.Tokens, row.Lengths().Count(n => n > 0));
            var (logProbs, entropies) = TokenLogProbs.Of(
                logits, eye(width, dtype: float64), targets, row.Number("temperature"), entropyGradient: true);
            GoldenRows.Close(row.Packed("log_probs"), logProbs, Tolerance, what + " log_probs");
            GoldenRows.Close(row.Packed("entropy"), entropies, Tolerance, what + " entropy");
            var token = PolicyLosses.Vanilla(
                logProbs, GoldenRows.Tensor(row.Packed("old_log_probs")), GoldenRows.Tensor(row.Packed("advantages")), row.Number("clip_low"),
                row.Number("clip_high"), row.Optional("dual_clip"));
            Tensor Total(Tensor losses) => Aggregation.Of(Mode(row), losses, sequences, whole);
            var policyLoss = Total(token.Losses);
            var entropyLoss = Total(entropies);
            var klLoss = Total(KlEstimators.Of(Kl(row.Text("kl_type")), logProbs, GoldenRows.Tensor(row.Packed("ref_log_probs"))));
            var loss = policyLoss - (entropyLoss * row.Number("entropy_coeff")) + (klLoss * row.Number("kl_coef"));
            loss.backward();
            GoldenRows.Close(row.Number("pg_loss"), policyLoss.ToDouble(), Tolerance, what + " pg_loss");
            GoldenRows.Close(row.Number("entropy_loss"), entropyLoss.ToDouble(), Tolerance, what + " entropy_loss");
            GoldenRows.Close(row.Number("kl_loss"), klLoss.ToDouble(), Tolerance, what + " kl_loss");
            GoldenRows.Close(row.Number("loss"), loss.ToDouble(), Tolerance, what + " loss");
            GoldenRows.Close([.. gradientRows.SelectMany(r => r)], logits.grad!.flatten(), Tolerance, what + " grad_logits");
            Metrics(row, token, sequences.Tokens, what);
        }
    }

    [Theory]
    [InlineData("k1+", new[] { 0.5, -2.0, 25.0 })]
    [InlineData("abs+", new[] { 0.5, 2.0, 25.0 })]
    [InlineData("k2+", new[] { 0.125, 2.0, 312.5 })]
    [InlineData("low_var_kl+", new[] { 0.10653065971263342, 4.38905609893065, 10.0 })]
    public void Every_estimator_with_a_plus_has_its_own_value_and_the_gradient_of_k2(string name, double[] values)
    {
        using var scope = NewDisposeScope();
        double[] differences = [0.5, -2, 25];
        var policy = GoldenRows.Tensor(differences).requires_grad_();
        var value = KlEstimators.Of(Kl(name), policy, zeros_like(policy).detach());
        value.sum().backward();
        GoldenRows.Close(values, value, Tolerance, name);
        GoldenRows.Close(differences, policy.grad!, Tolerance, name + " grad");
    }

    private static void Metrics(JsonObject row, TokenLosses token, long tokens, string what)
    {
        var metrics = row["metrics"]!.AsObject();
        var count = tokens + 1e-8; // verl's masked mean
        GoldenRows.Close(metrics.Number("actor/pg_clipfrac"), token.Clipped.sum().ToDouble() / count, Tolerance, what + " pg_clipfrac");
        GoldenRows.Close(
            metrics.Number("actor/pg_clipfrac_lower"), token.ClippedLower.sum().ToDouble() / count, Tolerance, what + " pg_clipfrac_lower");
        GoldenRows.Close(metrics.Number("actor/ppo_kl"), -token.LogRatio.sum().ToDouble() / count, Tolerance, what + " ppo_kl");
    }

    private static BatchSize Whole(JsonObject row) => new(
        (long)(row.Optional("batch_num_tokens") ?? row.Lengths().Sum()),
        (long)(row.Optional("global_batch_size") ?? row.Lengths().Count(n => n > 0)));

    private static AggregationOptions Mode(JsonObject row) =>
        LossKinds.Aggregation(row.Text("aggregation"), row.Optional("loss_scale_factor") ?? double.NaN);

    private static KlEstimator Kl(string name) => name switch
    {
        "kl" or "k1" => KlEstimator.K1,
        "abs" => KlEstimator.Abs,
        "mse" or "k2" or "mse+" or "k2+" => KlEstimator.K2,
        "low_var_kl" or "k3" => KlEstimator.K3,
        "kl+" or "k1+" => KlEstimator.K1StraightThrough,
        "abs+" => KlEstimator.AbsStraightThrough,
        "low_var_kl+" or "k3+" => KlEstimator.K3StraightThrough,
        _ => throw new ArgumentException(name),
    };
}
