using Intervene.Answers;

namespace Intervene.Cli.Commands;

/// <summary>Runs built-in pairs until the runtime has compiled the verifier's code for speed, so that no row's time holds a compilation.</summary>
internal static class VerifyWarmUp
{
    private const int Phases = 4;

    private const int Rounds = 40;

    // The runtime promotes code a tenth of a second after the last new method was called.
    private static readonly TimeSpan Promotion = TimeSpan.FromMilliseconds(130);

    private static readonly (string Gold, string Answer)[] Pairs =
    [
        ("42", "42"), ("\\frac{1}{2}", "0.5"), ("3", "4"), ("x^2+2x+1", "(x+1)^2"),
        ("\\sqrt{2}", "\\frac{2}{\\sqrt 2}"), ("\\sin 15^\\circ", "\\frac{\\sqrt6-\\sqrt2}{4}"),
        ("(1,2)", "(1, 3)"), ("[1,2)", "1\\le x<2"), ("1,2,3", "\\{3,2,1\\}"),
        ("\\text{(C)}", "C"), ("5\\text{ cm}", "5"), ("25\\%", "\\frac14"), ("1,234", "1234"), ("x=3", "3"),
        ("2x+3y=4", "4x+6y-8=0"), ("\\begin{pmatrix}1&2\\\\3&4\\end{pmatrix}", "\\begin{pmatrix}1&2\\\\3&5\\end{pmatrix}"),
        ("1+2i", "i(2-i)"), ("\\ln x^2", "2\\ln x"),
        ("\\frac{1\\pm\\sqrt5}{2}", "\\frac{1-\\sqrt5}{2}, \\frac{1+\\sqrt5}{2}"),
        ("2^{n+1}", "2\\cdot 2^n"), ("10!", "3628800"), ("204_5", "204_6"), ("\\text{Evelyn}", "\\text{evelyn}"), ("90^\\circ", "90"),
        ("(-\\infty,1)\\cup(1,\\infty)", "x \\ne 1"), ("\\gcd(12,18)", "6"),
        ("e^{3}", "\\exp(3)"), ("7.8\\times 10^2", "780"), ("\\log_2 8", "3"), ("|x|", "\\sqrt{x^2}"),
        ("9", "\\text{Evelyn}"), ("\\$18.90", "75^\\circ"), ("10", "y = 2x + 3"),
        ("5", "x^5 - x^4 + 1"), ("2", "\\frac{\\sqrt{3}}{3}"), ("\\sqrt{x}", "\\sum^{3}_{k=1} c"), ("\\sin a\\cos b", "\\arcsin(a)"),
        ("k = \\left\\{1, 2, 3\\right\\}", "$k = 1,2,3$"), ("\\lim_{x \\to 3} a", "\\lim_{x \\to 3} a"),
        ("odd", "\\text{oddd}"), ("5.77", "299792458\\mod 9.81"), ("0", "|2y-y-y|"), ("1", "\\gcd(a,b)"), ("7", "seven"), ("10", "\\frac{1"),
        ("\\theta\\begin{matrix}1\\\\3\\end{matrix}-\\begin{matrix}-1\\\\2\\end{matrix}", "\\begin{matrix}\\theta+1\\\\3\\theta-2\\end{matrix}"),
        ("\\frac{dM}{dt}=\\frac{10^{5} L}{c^{2}} M^{6}", "\\frac{d M}{d t}=10^5 L M^6/c^2"), ("x^2+C", "C+x^2"),
        ("2,3,\\frac{3 + i\\sqrt{3}}{2}, \\frac{3 - i\\sqrt{3}}{2}", "2, 3, \\frac{3 \\pm i\\sqrt{3}}{2}"), ("x_{0} \\cos (\\omega t)",
            "\\cos (\\omega t) x_0"), ("4", "\\frac{4}{1-1}"), ("\\log 2", "\\ln 2"), ("1/2x", "x/2"), ("3:30", "3:30"), ("1:2", "2:4"),
    ];

    /// <summary>Runs the pairs under the switches; takes about a second.</summary>
    public static void Run(VerifierOptions options)
    {
        for (var phase = 0; phase < Phases; phase++)
        {
            for (var round = 0; round < Rounds; round++)
            {
                foreach ((var gold, var answer) in Pairs)
                {
                    AnswerVerifier.Verify(gold, $"Then the answer to the question is found, and it is $\\boxed{{{answer}}}$.", options);
                    AnswerVerifier.Verify(gold, answer, options);
                    AnswerVerifier.Verify(gold, $"We add the two numbers, 2 and 5. So the answer is ${answer}$. I hope it is correct.", options);
                }
            }

            Thread.Sleep(Promotion);
        }
    }
}
