using System.Text.Json;
using Intervene.Answers;

namespace Intervene.Fuzzing.Targets;

/// <summary>Answers before the verifier: the first line is the gold, the rest the response; every preset gives a verdict.</summary>
internal static class AnswerTarget
{
    private const long MostFuel = 1_100_000;

    private static readonly string[] Golds =
    [
        @"\frac{1}{2}", @"x^2+2x+1", @"(-\infty,1)\cup[2,3]", @"\begin{pmatrix}1&2\\3&4\end{pmatrix}", @"\sqrt[3]{2+\sqrt5}", @"\{1,2,3\}",
        @"1,234,567", @"3\frac12", @"25\%",
        @"\text{(C)}", @"\sum_{k=1}^{10} k^2", @"\int_0^1 x\,dx", @"f(x)=\begin{cases}x&x\ge0\\-x&x<0\end{cases}", @"5\text{ cm}^2", @"\log_2 8",
        @"e^{i\pi}", @"10^{10^{10}}",
        @"1:2:3", @"2x+3y=4", @"\pm\frac{1}{2}", @"\$18.90", @"204_5", @"0.1\overline{6}", @"\sin 15^\circ", @"\binom{10}{3}", @"|x-1|",
    ];

    private static readonly string[] Pieces =
    [
        "\\frac", "{", "}", "\\sqrt", "^", "_", "(", ")", "[", "]", "\\{", "\\}", "1", "23", "x", "\\boxed{", ",", "=", "+", "-", "\\le", "|",
        "\\begin{pmatrix}", "\\end{pmatrix}", "&", "\\\\",
        "\\text{", "9999999999", "!", "\\sum_{k=1}^{", "\\pi", "e", "i", "\\infty", "\\cup", "%", "^\\circ", "٣", "²", "\u202e", "\ud83d", "\0",
        "\\sin", "\\log_", "$", " ", "\n", "\\ln",
        "\\binom", "'", ":", "<think>", "</think>", "\\pm", "\\int", "\\lfloor", "\\max(", "^{99999}", "0.000", "\\overline{", "*", "/", ";", "€",
        "\\mathbf{i}",
    ];

    public static FuzzTarget Create() => new()
    {
        Name = "answers",
        Seeds = [.. Golds.SelectMany(gold => (string[])[$"{gold}\n{gold}", $"{gold}\nSo it is $\\boxed{{{gold}}}$."])],
        Pieces = Pieces,
        Read = Verify,
    };

    private static string Verify(string text)
    {
        var line = text.IndexOf('\n', StringComparison.Ordinal);
        var (gold, response) = line < 0 ? (text, text) : (text[..line], text[(line + 1)..]);
        var outcome = "";
        foreach (var preset in Enum.GetValues<Preset>())
        {
            var verdict = AnswerVerifier.Verify(gold, response, preset);
            if (verdict.Fuel > MostFuel)
            {
                throw new InvalidOperationException($"{preset}: {verdict.Fuel} fuel, more than {MostFuel}");
            }

            outcome = preset == Preset.Reward ? JsonNamingPolicy.SnakeCaseLower.ConvertName(verdict.Outcome.ToString()) : outcome;
        }

        return outcome;
    }
}
