using Intervene.Completions;
using Intervene.Rollouts;

namespace Intervene.Tests.Rollouts;

public class RolloutCheckTests
{
    private static readonly (string, int[])[] Prompts = [("p", [1, 2]), ("q", [3])];

    [Fact]
    public void The_runs_own_rollouts_pass()
    {
        var check = Check();
        Assert.All(Whole(), check.Next);
        check.End();
    }

    [Fact]
    public void Rollouts_of_other_weights_are_refused() =>
        Refused(Whole()[0] with { WeightVersion = "base-2" }, "02.jsonl:1: sample 0 of problem p was sampled by the weights base-2; expected base-1");

    [Fact]
    public void Rollouts_of_another_tokenizer_are_refused()
    {
        Refused(Whole()[0] with { PromptIds = [1, 3] }, "another tokenizer or prompt");
        Refused(Whole()[0] with { Completion = Completion(0, 10) }, "has the token 10; expected 0 … 9");
    }

    [Fact]
    public void A_group_with_missing_or_doubled_rollouts_is_refused()
    {
        Refused(Whole()[1], "sample 1 of problem p stands where sample 0 of problem p is expected");
        Refused(Whole()[2], "sample 0 of problem q stands where sample 0 of problem p is expected");
        var check = Check();
        Assert.All(Whole()[..3], check.Next);
        Assert.Contains("ends after 3 rollouts; expected 4", Assert.Throws<InterveneException>(check.End).Message, StringComparison.Ordinal);
        check.Next(Whole()[3]);
        Assert.Contains("the file's end", Assert.Throws<InterveneException>(() => check.Next(Whole()[3])).Message, StringComparison.Ordinal);
    }

    private static RolloutCheck Check() => new("02.jsonl", Prompts, 2, "base-1", 10);

    private static void Refused(Rollout rollout, string message)
    {
        var fault = Assert.Throws<InterveneException>(() => Check().Next(rollout));
        Assert.Contains(message, fault.Message, StringComparison.Ordinal);
        Assert.Contains("--overwrite", fault.Message, StringComparison.Ordinal);
    }

    private static Rollout[] Whole() =>
        [.. Prompts.SelectMany(prompt => Enumerable.Range(0, 2).Select(sample => new Rollout
        {
            ProblemId = prompt.Item1,
            PromptIds = prompt.Item2,
            Completion = Completion(sample, 9),
            Text = "",
            Reward = 0,
            Verdict = "wrong",
            WeightVersion = "base-1",
        }))];

    private static Completion Completion(int sample, int token) => new() { Sample = sample, TokenIds = [token], SamplerLogProbs = [0], FinishReason = FinishReason.Stop };
}
