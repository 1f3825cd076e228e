using Intervene.Answers;
using Intervene.Completions;
using Intervene.Problems;
using Intervene.Rewards;

namespace Intervene.Tests.Rewards;

public class AnswerGraderTests
{
    private static readonly Problem Problem = new()
    {
        Id = "p",
        Question = "?",
        Answer = "5",
        Source = "test",
    };

    [Theory]
    [InlineData(Preset.Eval, FinishReason.Stop, "So the answer is 5.", 1)]
    [InlineData(Preset.Eval, FinishReason.Length, "So the answer is 5", 0)]
    [InlineData(Preset.Eval, FinishReason.Length, "Step 4: x = 20\n\nStep 5: ", 0)]
    [InlineData(Preset.Eval, FinishReason.Context, "Step 5: ", 0)]
    [InlineData(Preset.Eval, FinishReason.Length, "It is \\boxed{5}. Let me check: 3 + ", 1)]
    [InlineData(Preset.Reward, FinishReason.Stop, "So the answer is 5.", 0)]
    [InlineData(Preset.Reward, FinishReason.Stop, "\\boxed{5}", 1)]
    public void What_was_cut_counts_only_with_its_box(Preset kind, FinishReason finish, string text, double reward) =>
        Assert.Equal(reward, new AnswerGrader(kind).Grade(Problem, text, finish).Reward);
}
