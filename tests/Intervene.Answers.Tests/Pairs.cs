namespace Intervene.Answers.Tests;

/// <summary>Pairs of the kinds on which graders fail, each with the verdict that the presets must reach.</summary>
public class Pairs
{
    private static readonly Dictionary<char, Preset> Presets = new()
    {
        ['R'] = Preset.Reward,
        ['E'] = Preset.Eval,
        ['M'] = Preset.MathVerifyCompat,
        ['H'] = Preset.HendrycksCompat,
        ['P'] = Preset.Prm800kCompat,
    };

    [Fact]
    public void Every_pair_has_its_verdict_under_every_preset_it_names()
    {
        List<string> wrong = [];
        foreach ((var expected, var preset, var gold, var response) in Rows())
        {
            var verdict = AnswerVerifier.Verify(gold, response, preset);
            if (verdict.IsCorrect != expected)
            {
                wrong.Add($"{expected} {preset} {verdict.Outcome} {verdict.Rule} | {gold} | {response}");
            }
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    /// <summary>The rows of <c>cases/pairs.txt</c>; an answer that is no whole response stands in a box.</summary>
    public static IEnumerable<(bool Expected, Preset Preset, string Gold, string Response)> Rows()
    {
        foreach (var line in File.ReadLines(Path.Combine(AppContext.BaseDirectory, "cases", "pairs.txt")).Where(l => l.Length > 0 && l[0] != '#'))
        {
            var fields = line.Split(" ¦ ");
            var answer = fields[3].Replace('⏎', '\n');
            var response = fields.Length > 4 || answer.Contains("\\boxed", StringComparison.Ordinal) ? answer : $"So it is $\\boxed{{{answer}}}$.";
            foreach (var preset in fields[1].Trim())
            {
                yield return (fields[0].Trim() == "T", Presets[preset], fields[2], response);
            }
        }
    }
}
