using System.Globalization;

namespace Intervene.Answers.Tests;

/// <summary>The same verdict in every culture and on every thread.</summary>
public class Sameness
{
    [Theory]
    [InlineData("tr-TR", ",", ".", "-")]
    [InlineData("de-DE", ",", ".", "-")]
    [InlineData("ar-SA", "٫", "٬", "\u061c-")]
    [InlineData("fa-IR", "٫", "٬", "\u200e\u2212")]
    [InlineData("sv-SE", ",", "\u00a0", "\u2212")]
    public void Verdicts_do_not_depend_on_the_culture(string culture, string point, string group, string minus)
    {
        var usual = All(Preset.Eval);
        var (current, ui) = (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture);
        try
        {
            CultureInfo.CurrentCulture = Culture(culture, point, group, minus);
            CultureInfo.CurrentUICulture = CultureInfo.CurrentCulture;
            Assert.Equal(usual, All(Preset.Eval));
        }
        finally
        {
            CultureInfo.CurrentCulture = current;
            CultureInfo.CurrentUICulture = ui;
        }
    }

    [Fact]
    public void Verdicts_do_not_depend_on_the_thread()
    {
        CompiledGold[] golds = [.. Cases().Select(row => CompiledGold.Compile(row.Gold))];
        var rows = Cases();
        Verdict[] usual = [.. rows.Select((row, i) => CompiledGold.Compile(row.Gold).Verify(row.Pred))];
        Parallel.For(0, 4 * rows.Count, new ParallelOptions
        {
            MaxDegreeOfParallelism = 8,
        }, i => Assert.Equal(usual[i % rows.Count], golds[i % rows.Count].Verify(rows[i % rows.Count].Pred)));
    }

    /// <summary>The culture, or where the system has no cultures the invariant one with its signs.</summary>
    private static CultureInfo Culture(string name, string point, string group, string minus)
    {
        try
        {
            return CultureInfo.GetCultureInfo(name);
        }
        catch (CultureNotFoundException)
        {
            var own = (CultureInfo)CultureInfo.InvariantCulture.Clone();
            own.NumberFormat.NumberDecimalSeparator = point;
            own.NumberFormat.NumberGroupSeparator = group;
            own.NumberFormat.NegativeSign = minus;
            return own;
        }
    }

    private static List<CaseRow> Cases() => [.. CaseRow.Read("answers-latex2sympy.jsonl"), .. CaseRow.Read("answers-other-grader.jsonl"),
        .. CaseRow.Read("answers-response.jsonl")];

    private static List<Verdict> All(Preset preset) => [.. Cases().Select(row => AnswerVerifier.Verify(row.Gold, row.Pred, preset))];
}
