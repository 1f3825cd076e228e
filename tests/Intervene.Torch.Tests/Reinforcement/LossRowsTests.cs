using System.Text.Json.Nodes;
using Intervene.Runs;
using Intervene.Torch.Reinforcement.Comparison;

namespace Intervene.Torch.Tests.Reinforcement;

public class LossRowsTests
{
    [Theory]
    [InlineData("verl/advantages.jsonl", "advantages")]
    [InlineData("verl/policy-loss.jsonl", "policy_loss")]
    [InlineData("verl/kl.jsonl", "kl")]
    [InlineData("verl/composite.jsonl", "composite")]
    [InlineData("trl/grpo-loss.jsonl", "trl")]
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
    [InlineData("""{"rewards": [1], "groups": [1]}""", "mask is missing")]
    [InlineData("""{"rewards": ["x"], "groups": [1], "mask": [[1]]}""", "rewards is not an array of numbers")]
    public void A_row_that_is_not_understood_is_refused(string json, string message) =>
        Assert.Contains(message, Assert.Throws<InterveneException>(() => LossRows.Compare(JsonNode.Parse(json)!.AsObject())).Message, StringComparison.Ordinal);
}
