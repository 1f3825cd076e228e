namespace Intervene.Answers.Tests;

public class CaseGates(ITestOutputHelper output)
{
    [Fact]
    public void Parser_equivalences_hold_and_negatives_are_refused()
    {
        var (trues, falses) = Rate("answers-latex2sympy.jsonl", Preset.MathVerifyCompat, _ => true);
        Assert.True(trues >= 0.99, $"true rows {trues:P2}");
        Assert.True(falses >= 1, $"false rows {falses:P2}");
    }

    [Fact]
    public void Untagged_rows_of_other_graders_hold()
    {
        var rows = CaseRow.Read("answers-other-grader.jsonl");
        var (trues, falses) = Rate("answers-other-grader.jsonl", Preset.Eval, r => !r.Note.Contains('#'));
        Assert.True(trues >= 0.98, $"true rows {trues:P2}");
        Assert.True(falses >= 0.98, $"false rows {falses:P2}");
    }

    [Fact]
    public void Full_responses_earn_no_wrong_reward_and_lose_few()
    {
        var (trues, falses) = Rate("answers-response.jsonl", Preset.Reward, _ => true);
        Assert.Equal(1, falses);
        Assert.True(trues >= 0.995, $"true rows {trues:P2}");
    }

    [Theory]
    [InlineData("answers-forms.jsonl", Preset.Reward)]
    [InlineData("answers-forms-responses.jsonl", Preset.Eval)]
    public void Reported_forms_hold_without_a_wrong_reward(string file, Preset preset)
    {
        var (trues, falses) = Rate(file, preset, static r => !r.Note.Contains("#policy", StringComparison.Ordinal));
        Assert.True(trues >= 0.98, $"true rows {trues:P2}");
        Assert.Equal(1, falses);
    }

    private (double Trues, double Falses) Rate(string file, Preset preset, Func<CaseRow, bool> use)
    {
        var right = new int[2];
        var all = new int[2];
        foreach (var row in CaseRow.Read(file).Where(use).Where(r => !Exclusions.Holds(r)))
        {
            var verdict = AnswerVerifier.Verify(row.Gold, row.Pred, Exclusions.PresetFor(row, preset));
            var side = row.Expected ? 0 : 1;
            all[side]++;
            var agrees = verdict.IsCorrect == row.Expected;
            right[side] += agrees ? 1 : 0;
            if (!agrees)
            {
                output.WriteLine(
                    $"{row.Expected} {verdict.Outcome} {verdict.Rule}\n    {Short(row.Gold)}\n    {Short(row.Pred)}\n    {Short(verdict.Gold)}\n    {Short(verdict.Answer)}");
            }
        }

        output.WriteLine($"{file}: true {right[0]}/{all[0]}, false {right[1]}/{all[1]}");
        return ((double)right[0] / all[0], (double)right[1] / all[1]);
    }

    private static string Short(string text) => (text.Length > 160 ? text[^160..] : text).Replace('\n', ' ');
}
