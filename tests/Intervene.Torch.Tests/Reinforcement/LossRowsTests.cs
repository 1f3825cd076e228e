using System.Text.Json.Nodes;
using Intervene.Torch.Reinforcement.Comparison;

namespace Intervene.Torch.Tests.Reinforcement;

public class LossRowsTests
{
    [Theory]
    [InlineData("verl/advantages.jsonl", "advantages")]
    [InlineData("verl/policy-loss.jsonl", "policy_loss")]
    [InlineData("verl/kl.jsonl", "kl")]
    [InlineData("verl/composite.jsonl", "composite")]
    [InlineData("schedules/schedules.jsonl", "schedule")]
    [InlineData("pass-at-k/pass-at-k.jsonl", "pass_at_k")]
    public void Every_row_agrees_with_the_reference(string file, string kind)
    {
        foreach (var (row, number) in GoldenRows.Read(file).Select((row, i) => (row, i)))
        {
            var comparison = LossRows.Compare(row);
            Assert.Equal(kind, comparison.Kind);
            Assert.NotEmpty(comparison.Theirs);
            foreach (var result in row.Where(member => member.Value is not null).Select(member => member.Key).Where(IsResult))
            {
                Assert.Contains(result, comparison.Theirs.Select(member => member.Key));
            }

            foreach (var (metric, _) in row["metrics"]?.AsObject() ?? [])
            {
                Assert.Contains(metric, comparison.Theirs.Select(member => member.Key));
            }

            Assert.True(comparison.LargestRelativeDifference <= 1e-9, $"{file} row {number}: {comparison.LargestRelativeDifference:G3}");
        }
    }

    private static bool IsResult(string name) => (name.StartsWith("grad", StringComparison.Ordinal) && name != "gradient_accumulation_steps")
        || name is "value" or "lr_at_update" or "pass_at_k" or "grpo" or "grpo_no_std" or "rloo" or "reinforce_plus_plus_baseline" or "grpo_passk"
            or "pg_loss" or "entropy_loss" or "kl_loss" or "entropy";

    [Fact]
    public void A_row_that_refuses_every_estimator_of_a_lone_group_says_so()
    {
        var row = JsonNode.Parse("""{"rewards": [2], "groups": [0], "mask": [[1, 1]], "epsilon": 0.5}""")!.AsObject();
        var comparison = LossRows.Compare(row);
        Assert.Contains("one rollout", comparison.Ours["grpo_passk"]!["error"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Equal("[[1.3333333333333333,1.3333333333333333]]", comparison.Ours["grpo"]!.ToJsonString());
    }

    [Fact]
    public void A_row_without_the_references_numbers_is_computed_alone()
    {
        var row = JsonNode.Parse("""{"rewards": [1, 0], "groups": [4, 4], "mask": [[1, 1], [1, 0]]}""")!.AsObject();
        var comparison = LossRows.Compare(row);
        Assert.Empty(comparison.Theirs);
        Assert.Equal("[[0.5,0.5],[-0.5,0]]", comparison.Ours["grpo_no_std"]!.ToJsonString());
    }

    [Theory]
    [InlineData("""{"a": 1}""", "none of lr_at_update")]
    [InlineData("""{"kind": "k9", "log_probs": [[1]], "ref_log_probs": [[1]]}""", "'k9' is unknown")]
    [InlineData("""{"kind": "k1", "log_probs": [[1, 2]], "ref_log_probs": [[1], [2]]}""", "ref_log_probs has 2 rows; expected 1, as log_probs has")]
    [InlineData("""{"kind": "k1", "log_probs": [[1, 1e999]], "ref_log_probs": [[1, 2]]}""", "log_probs[0][1] is 1e999; expected a number")]
    [InlineData("""{"rewards": [1], "groups": [1]}""", "mask is missing")]
    [InlineData("""{"rewards": ["x"], "groups": [1], "mask": [[1]]}""", "rewards[0] is \"x\"; expected a number")]
    [InlineData("""{"rewards": [1, 0], "groups": [1], "mask": [[1], [1]]}""", "groups has 1 numbers; expected 2, as mask has")]
    [InlineData("""{"rewards": [1], "groups": [0.5], "mask": [[1]]}""", "expected whole numbers or strings")]
    [InlineData("""{"rewards": [1], "groups": [1], "mask": [[2]]}""", "mask is not made of rows of 0 and 1")]
    [InlineData("""{"n": 3, "c": 5, "k": 1}""", "c is 5; expected a whole number from 0 to 3")]
    [InlineData("""{"n": 3.5, "c": 1, "k": 1}""", "n is 3.5; expected a whole number")]
    [InlineData("""{"kind": "cosine_with_min_lr", "lr": 1, "total_updates": 1, "warmup_updates": 0, "lr_at_update": [0]}""", "expected one of them")]
    public void A_row_that_is_not_understood_is_refused(string json, string message) => Refused(JsonNode.Parse(json)!.AsObject(), message);

    [Theory]
    [InlineData("verl/policy-loss.jsonl", "advantages", "[[1]]", "advantages has 1 rows; expected 4, as mask has")]
    [InlineData("verl/policy-loss.jsonl", "is_weights", "[[1], [1], [1], [1]]", "is_weights[0] has 1 numbers; expected 7, as mask[0] has")]
    [InlineData("verl/policy-loss.jsonl", "dual_clip", "0.5", "dual_clip is 0.5; expected a number above 1")]
    [InlineData("verl/policy-loss.jsonl", "batch_num_tokens", "0", "batch_num_tokens is 0; expected a whole number of at least 1")]
    [InlineData("verl/policy-loss.jsonl", "mask", "[[0,0,0,0,0,0,0],[0,0,0,0,0,0,0],[0,0,0,0,0,0,0],[0,0,0,0,0,0,0]]", "The mask is 0 throughout")]
    [InlineData("verl/composite.jsonl", "tokens", "[[9,0,0,0,0],[0,0,0,0,0],[0,0,0,0,0],[0,0,0,0,0]]",
        "tokens has 9; expected whole numbers from 0 to 8")]
    [InlineData("verl/composite.jsonl", "logits", "[[[1], [1]]]", "logits has 2 vectors; expected 20, as mask has")]
    public void A_member_of_another_kind_or_shape_is_named(string file, string name, string value, string message)
    {
        var row = GoldenRows.Read(file)[0];
        row[name] = JsonNode.Parse(value);
        Refused(row, message);
    }

    [Fact]
    public void Groups_may_be_names_and_masks_may_be_flags() => Assert.Equal(
        "[[0.5,0],[0,0],[-0.5,-0.5]]",
        LossRows.Compare(
            JsonNode.Parse("""{"rewards": [1, 0, 0], "groups": ["a", "b", "a"], "mask": [[true, false], [false, true], [true, true]]}""")!.AsObject())
            .Ours["grpo_no_std"]!.ToJsonString());

    [Fact]
    public void A_number_that_is_none_is_an_infinite_difference_wherever_it_stands()
    {
        var row = JsonNode.Parse("""{"kind": "k3", "log_probs": [[0, 0]], "ref_log_probs": [[0, 0]], "value": [[0, "NaN"]]}""")!.AsObject();
        Assert.Equal(double.PositiveInfinity, LossRows.Compare(row).LargestDifference);
    }

    private static void Refused(JsonObject row, string message) =>
        Assert.Contains(message, Assert.Throws<InterveneException>(() => LossRows.Compare(row)).Message, StringComparison.Ordinal);
}
