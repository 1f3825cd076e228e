using System.Text.Json;
using Intervene.Answers;
using Intervene.Completions;
using Intervene.Options;
using Intervene.Problems;

namespace Intervene.Cli.Stages;

/// <summary>The binary reward r(x, y): every problem's gold answer is compiled once.</summary>
internal sealed class Grader(VerifierKind kind)
{
    private readonly Dictionary<(string Problem, Preset Preset), CompiledGold> _golds = [];
    private readonly Preset _preset = kind == VerifierKind.Eval ? Preset.Eval : Preset.Reward;

    /// <summary>Grades a response. One that was cut at a limit has given an answer only if it stands in a box: the last number of a torn sentence is none.</summary>
    public (double Reward, string Verdict) Grade(Problem problem, string text, FinishReason finish)
    {
        var key = (problem.Id, Preset: finish == FinishReason.Stop ? _preset : Preset.Reward);
        if (!_golds.TryGetValue(key, out var gold))
        {
            _golds.Add(key, gold = CompiledGold.Compile(problem.Answer, key.Preset));
        }

        var verdict = gold.Verify(text);
        return (verdict.IsCorrect ? 1 : 0, JsonNamingPolicy.SnakeCaseLower.ConvertName(verdict.Outcome.ToString()));
    }

    /// <summary>Whether two bare answers are the same value.</summary>
    public static bool Same(string gold, string other) => AnswerVerifier.Verify(gold, $"\\boxed{{{other}}}", Preset.Reward).IsCorrect;
}
