using System.Text.Json;
using Intervene.Answers;
using Intervene.Options;
using Intervene.Problems;

namespace Intervene.Cli.Stages;

/// <summary>The binary reward r(x, y): every problem's gold answer is compiled once.</summary>
internal sealed class Grader(VerifierKind kind)
{
    private readonly Dictionary<string, CompiledGold> golds = new(StringComparer.Ordinal);
    private readonly Preset preset = kind == VerifierKind.Eval ? Preset.Eval : Preset.Reward;

    /// <summary>Grades a response.</summary>
    public (double Reward, string Verdict) Grade(Problem problem, string text)
    {
        if (!golds.TryGetValue(problem.Id, out var gold))
        {
            golds.Add(problem.Id, gold = CompiledGold.Compile(problem.Answer, preset));
        }

        var verdict = gold.Verify(text);
        return (verdict.IsCorrect ? 1 : 0, JsonNamingPolicy.SnakeCaseLower.ConvertName(verdict.Outcome.ToString()));
    }

    /// <summary>Whether two bare answers are the same value.</summary>
    public static bool Same(string gold, string other) => AnswerVerifier.Verify(gold, $"\\boxed{{{other}}}", Preset.Reward).IsCorrect;
}
