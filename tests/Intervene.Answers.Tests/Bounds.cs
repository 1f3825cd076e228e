using System.Globalization;

namespace Intervene.Answers.Tests;

public class Bounds
{
    private static readonly string[] Pieces =
    [
        "\\frac", "{", "}", "\\sqrt", "^", "_", "(", ")", "[", "]", "\\{", "\\}", "1", "23", "x", "\\boxed{", ",", "=", "+", "-", "\\le", "|",
            "\\begin{pmatrix}", "\\end{pmatrix}",
        "&", "\\\\", "\\text{", "9999999999", "!", "\\sum_{k=1}^{", "\\pi", "e", "i", "\\infty", "\\cup", "%", "^\\circ", "٣", "²", "\u202e",
            "\ud83d", "\0", "\\sin", "\\log_", "$", " ", "\n", "\\ln", "\\binom", "'", ":", "<think>", "</think>", "\\pm", "\\int", "\\lfloor",
                "\\max(",
    ];

    public static TheoryData<string> Bombs => new(
        @"5^{(5^{(5^{(5^5)})} - 4)} - 5", @"10^{(5^{5^{5^{5^{5}}} \cdot \log_{10}(5)} - 4)}", @"\ln\ln\ln\ln\ln 10^{10^{10^{10}}}",
        "2^{(10^9)}", "(((10^{99999})!)!)!", new string('1', 100_000), new string('(', 20_000) + "1" + new string(')', 20_000),
            new string('-', 100_000) + "1",
        new string('{', 5000), @"\sqrt" + string.Concat(Enumerable.Repeat(@"{\sqrt", 3000)), string.Concat(Enumerable.Repeat("1,", 5000)),
            @"\sum_{k=1}^{9999999} k^{k}",
        @"\prod_{k=1}^{9999} (x+k)^{k}", "(x+1)^{999999999}", @"\sin(10^{30})", @"\sin(10^{10^{10}})", @"\frac{1}{1-1}", @"0^{0^{0^0}}",
            "1e99999999", "99999999999!",
        string.Concat(Enumerable.Repeat(@"\sin(", 190)) + "1" + new string(')', 190),
            string.Concat(Enumerable.Repeat(@"\sqrt{1+", 150)) + "x" + new string('}', 150), "\ud800\ud800\u0000\uffff");

    [Theory]
    [MemberData(nameof(Bombs))]
    public void A_bomb_ends_within_the_budget(string bomb)
    {
        foreach (var preset in Enum.GetValues<Preset>())
        {
            var a = AnswerVerifier.Verify("5", $"\\boxed{{{bomb}}}", preset);
            var b = AnswerVerifier.Verify(bomb, bomb, preset);
            var c = AnswerVerifier.Verify(bomb, "\\boxed{x+5}", preset);
            Assert.All([a, b, c], v => Assert.InRange(v.Fuel, 0, 1_100_000));
        }
    }

    [Fact]
    public void Mutated_inputs_never_throw()
    {
        var rounds = int.Parse(Environment.GetEnvironmentVariable("INTERVENE_FUZZ") ?? "10000", CultureInfo.InvariantCulture);
        var seeds = CaseRow.Read("answers-other-grader.jsonl");
        Random random = new(20250101);
        for (var i = 0; i < rounds; i++)
        {
            var seed = seeds[random.Next(seeds.Count)];
            var mutated = Mutated(seed.Pred.Length > 400 ? seed.Gold : seed.Pred, random);
            var verdict = AnswerVerifier.Verify(i % 3 == 0 ? Mutated(seed.Gold, random) : seed.Gold, i % 2 == 0 ? $"\\boxed{{{mutated}}}"
                : mutated, (Preset)(i % 5));
            Assert.True(verdict.Fuel <= 1_100_000);
        }
    }

    [Fact]
    public void Megabytes_of_text_are_read_from_the_end()
    {
        var text = string.Concat(Enumerable.Repeat("Then x = 3 and \\boxed{7} is wrong. ", 60_000)) + "\\boxed{42}";
        Assert.True(AnswerVerifier.Verify("42", text).IsCorrect);
    }

    [Fact]
    public void Verdicts_do_not_depend_on_threads_or_culture()
    {
        var gold = CompiledGold.Compile(@"\sqrt{2}+\frac{1}{2}");
        var first = gold.Verify(@"\boxed{\frac{2\sqrt2+1}{2}}");
        var all = new Verdict[64];
        Parallel.For(0, all.Length, i =>
        {
            all[i] = gold.Verify(@"\boxed{\frac{2\sqrt2+1}{2}}");
        });
        Assert.True(first.IsCorrect);
        Assert.All(all, v => Assert.Equal(first, v));
    }

    private static string Mutated(string text, Random random)
    {
        List<string> parts = [.. text.Select(c => c.ToString())];
        for (var k = random.Next(1, 6); k > 0; k--)
        {
            var at = random.Next(parts.Count + 1);
            switch (random.Next(3))
            {
                case 0: parts.Insert(at, Pieces[random.Next(Pieces.Length)]); break;
                case 1 when at < parts.Count: parts.RemoveAt(at); break;
                default:
                    parts.Insert(at, Pieces[random.Next(Pieces.Length)]);
                    break;
            }
        }

        return string.Concat(parts);
    }
}
