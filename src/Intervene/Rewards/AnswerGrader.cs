using System.Collections.Concurrent;
using System.Text.Json;
using Intervene.Answers;
using Intervene.Completions;
using Intervene.Options;
using Intervene.Problems;

namespace Intervene.Rewards;

/// <summary>The program's own verifier: every gold answer is compiled once. Threads may share it.</summary>
/// <param name="preset">The preset of finished responses.</param>
public sealed class AnswerGrader(Preset preset) : IGrader
{
    private const int MostGolds = 100_000;
    private const int LongestAnswer = 200; // UTF-16 units
    private readonly ConcurrentDictionary<(string Problem, string Answer, Preset Preset), CompiledGold> _golds = new();

    /// <summary>The program's own verifier of a recipe; null where the recipe brings another.</summary>
    /// <param name="options">What the recipe says.</param>
    public static AnswerGrader? Of(GraderOptions options) => options switch
    {
        RewardGraderOptions => new AnswerGrader(Preset.Reward),
        EvalGraderOptions => new AnswerGrader(Preset.Eval),
        _ => null,
    };

    /// <inheritdoc/>
    public ValueTask<Grade> GradeAsync(Problem problem, string response, FinishReason finish, CancellationToken cancellation) =>
        ValueTask.FromResult(Grade(problem, response, finish));

    /// <summary>
    /// Grades a response. One that was cut at a limit has given an answer only if it stands in a box: the last number of a torn sentence is none.
    /// </summary>
    /// <param name="problem">The problem with its gold answer.</param>
    /// <param name="response">The response's text.</param>
    /// <param name="finish">Why it ended.</param>
    public Grade Grade(Problem problem, string response, FinishReason finish)
    {
        var rules = finish == FinishReason.Stop ? preset : Preset.Reward;
        var verdict = Compiled(problem.Id, problem.Answer, rules).Verify(response);
        foreach (var alternative in problem.Alternatives ?? [])
        {
            verdict = verdict.IsCorrect ? verdict : Compiled(problem.Id, alternative, rules).Verify(response);
        }

        return new Grade(
            verdict.IsCorrect ? 1 : 0, JsonNamingPolicy.SnakeCaseLower.ConvertName(verdict.Outcome.ToString()), Answer: Taken(verdict, response));
    }

    /// <summary>Whether two bare answers are the same value.</summary>
    /// <param name="gold">One answer.</param>
    /// <param name="other">The other.</param>
    public static bool Same(string gold, string other) => AnswerVerifier.Verify(gold, $"\\boxed{{{other}}}", Preset.Reward).IsCorrect;

    /// <summary>The answer as it was read, else as it was written.</summary>
    private static string? Taken(Verdict verdict, string response)
    {
        var taken = verdict.Answer.Length > 0 ? verdict.Answer : response.Substring(verdict.SpanStart, verdict.SpanLength).Trim();
        return taken.Length == 0 ? null : taken[..Math.Min(taken.Length, LongestAnswer)];
    }

    private CompiledGold Compiled(string problem, string answer, Preset preset)
    {
        var key = (problem, answer, preset);
        if (!_golds.TryGetValue(key, out var gold))
        {
            if (_golds.Count >= MostGolds)
            {
                _golds.Clear();
            }

            gold = _golds.GetOrAdd(key, CompiledGold.Compile(answer, preset));
        }

        return gold;
    }
}
