namespace Intervene.Answers.Tests;

public class Bounds
{
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

    [Theory]
    [InlineData(32_000)]
    [InlineData(320_000)]
    public void Boxes_within_boxes_cost_what_their_text_costs(int depth)
    {
        (string Open, string Close)[] kinds = [("\\boxed{", "}"), ("\\fbox{", "}"), ("<|begin_of_box|>", "<|end_of_box|>"), ("\\boxed {x", "}")];
        foreach (var (open, close) in kinds)
        {
            var text = string.Concat(Enumerable.Repeat(open, depth)) + "7" + string.Concat(Enumerable.Repeat(close, depth));
            var watch = System.Diagnostics.Stopwatch.StartNew();
            foreach (var preset in Enum.GetValues<Preset>())
            {
                AnswerVerifier.Verify("7", text, preset);
                AnswerVerifier.Verify(text, "7", preset);
            }

            Assert.True(watch.Elapsed < TimeSpan.FromSeconds(10), $"{open} {depth} deep takes {watch.Elapsed.TotalSeconds:F1} s");
        }

        var nested = string.Concat(Enumerable.Repeat("\\boxed{", 30)) + "7" + new string('}', 30);
        Assert.True(AnswerVerifier.Verify("7", nested).IsCorrect);
        Assert.Equal(Outcome.Wrong, AnswerVerifier.Verify("8", "\\boxed{8} and then \\boxed{\\boxed{7}}").Outcome);
    }

    [Fact]
    public void Megabytes_of_text_are_read_from_the_end()
    {
        var text = string.Concat(Enumerable.Repeat("Then x = 3 and \\boxed{7} is wrong. ", 60_000)) + "\\boxed{42}";
        Assert.True(AnswerVerifier.Verify("42", text).IsCorrect);
    }

    [Fact]
    public void Verdicts_do_not_depend_on_threads()
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
}
