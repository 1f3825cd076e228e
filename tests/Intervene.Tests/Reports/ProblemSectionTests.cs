using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Intervene.Reports;
using Intervene.Reports.Content;
using Intervene.Reports.Html;

namespace Intervene.Tests.Reports;

public class ProblemSectionTests
{
    private static readonly string[] Hostile =
    [
        "</script><script>alert(1)</script>", "<img src=x onerror=alert(1)>", "<!-- <script", "$\\href{javascript:alert(1)}{x}$", "]]>", "&lt;b&gt;",
        "\u202eevil\u2066", "\ud800 half", "\u0000\u001b[31m\r\n", "__proto__", "\\\"}],\"x\":[", "\u2028\u2029",
    ];

    [Fact]
    public void Texts_come_back_from_the_page_as_data_and_are_never_markup()
    {
        foreach (var text in Hostile)
        {
            var page = HtmlReport.Render(SampleReport.Full with
            {
                Policies = [text, text],
                Problems = [ProblemReport.Row(text, text)],
                Readings = [ProblemReport.Reading(text, text)],
            });
            var (rows, readings) = (Data(page, "problem-rows"), Data(page, "readings"));
            Assert.DoesNotContain('<', rows);
            Assert.DoesNotContain('<', readings);
            Assert.DoesNotContain(rows + readings, c => c is '\u202e' or '\u2066' or '\0' or '\u001b' or '\u2028' or '\ud800');
            using var parsed = JsonDocument.Parse(readings);
            var shown = Assert.Single(parsed.RootElement.EnumerateObject());
            Assert.Equal(shown.Name, shown.Value.GetProperty("question").GetString());
            Assert.Equal(shown.Name, JsonDocument.Parse(rows).RootElement.GetProperty("rows")[0][0].GetString());
            HtmlReportTests.WellFormed(page);
        }
    }

    [Fact]
    public void Mathematics_is_in_a_page_that_shows_some_and_in_no_other()
    {
        var plain = HtmlReport.Render(SampleReport.Full);
        var rich = HtmlReport.Render(ProblemReport.WithMathematics);
        Assert.DoesNotContain("katex.render=", plain, StringComparison.Ordinal);
        Assert.DoesNotContain("font/woff2", plain, StringComparison.Ordinal);
        Assert.Contains("Copyright (c) 2013-2020 Khan Academy", rich, StringComparison.Ordinal);
        Assert.Equal(20, Regex.Count(rich, "data:font/woff2"));
        Assert.Equal(20, Regex.Matches(rich, "base64,([^)]+)").Select(match => match.Groups[1].Value).Distinct().Count());
        Assert.Contains("; font-src data:;", rich, StringComparison.Ordinal);
        Assert.All(
            Regex.Matches(rich, "https?://[^\"]*").Select(match => match.Value),
            name => Assert.StartsWith("http://www.w3.org/", name, StringComparison.Ordinal));
        Assert.InRange(Encoding.UTF8.GetByteCount(rich), 600_000, 950_000);
    }

    [Theory]
    [InlineData("It is $x^2$.", true)]
    [InlineData("It is \\(x\\).", true)]
    [InlineData("$$x$$", true)]
    [InlineData("\\begin{align}x\\end{align}", true)]
    [InlineData("\\boxed{\\frac{1}{2}}", true)]
    [InlineData("It costs $5 and then $6 more.", false)]
    [InlineData("20/$4=$5", false)]
    [InlineData("\\boxed{1520}", false)]
    [InlineData("a \\$x\\$ b", false)]
    [InlineData("$", false)]
    [InlineData("\\", false)]
    public void Mathematics_is_told_from_dollars(string text, bool isMathematics) => Assert.Equal(isMathematics, Mathematics.IsIn(text));

    [Fact]
    public void A_large_run_keeps_its_page_small_and_puts_texts_beside_it()
    {
        const int problems = 10_000;
        var policies = Enumerable.Range(0, 9).Select(i => $"Arm {i}, after RL").ToArray();
        var text = string.Concat(Enumerable.Repeat("Let $x^2 = 4$ be as it is, and so on. ", 12));
        var data = SampleReport.Full with
        {
            Policies = policies,
            Problems =
            [
                .. Enumerable.Range(0, problems).Select(i => ProblemReport.Row($"source-with-a-name/train-{i:D6}", text) with
                {
                    Policies = [.. policies.Select((_, p) => new SolvedCount((i + p) % 129, 128))],
                }),
            ],
            Readings = Enumerable.Range(0, problems).Select(i => ProblemReport.Reading($"source-with-a-name/train-{i:D6}", text)),
        };
        var directory = Directory.CreateTempSubdirectory("large").FullName;
        try
        {
            var page = new FileInfo(ReportFiles.Write(data, directory));
            Assert.InRange(page.Length, 1_000_000, 3_000_000);
            var side = Directory.GetFiles(Path.Combine(directory, "09-samples")).Order(StringComparer.Ordinal).ToArray();
            Assert.True(side.Length > 10);
            Assert.All(side, file => Assert.InRange(new FileInfo(file).Length, 1, 500_000));
            var html = File.ReadAllText(page.FullName);
            Assert.Contains("; connect-src 'self';", html, StringComparison.Ordinal);
            Assert.Matches("This file holds the texts of [0-9,]+ of 10,000 problems", html);
            using var rows = JsonDocument.Parse(Data(html, "problem-rows"));
            var last = rows.RootElement.GetProperty("rows")[problems - 1];
            using var file = JsonDocument.Parse(File.ReadAllText(side[last[11].GetInt32() - 1]));
            Assert.Equal(text, file.RootElement.GetProperty(last[0].GetString()!).GetProperty("question").GetString());

            ReportFiles.Write(data with { Problems = [data.Problems[0]], Readings = [data.Readings.First()] }, directory);
            Assert.False(Directory.Exists(Path.Combine(directory, "09-samples")), "side files of the earlier report are left");
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    [Fact]
    public void More_problems_than_there_is_room_for_are_counted_and_stand_in_the_table()
    {
        var data = SampleReport.Full with
        {
            Policies = ["a", "b"],
            Problems = [.. Enumerable.Range(0, 9_000).Select(i => ProblemReport.Row($"{i}-{new string('x', 200)}", "?"))],
        };
        var page = HtmlReport.Render(data);
        Assert.Matches("The table holds the first [0-9,]+ of 9,000 problems", page);
        Assert.InRange(Encoding.UTF8.GetByteCount(page), 900_000, 1_500_000);
        Assert.Equal(9_000, Tables.All(data).Single(table => table.Name == "problem-list").Rows.Count);
    }

    [Fact]
    public void A_long_text_is_cut_in_its_middle_and_says_so()
    {
        var text = string.Concat(Enumerable.Repeat("𝜋", 600_000));
        var cut = LongText.Cut(text);
        Assert.InRange(cut.Length, LongText.Most - 10, LongText.Most + 60);
        Assert.Contains("characters are left out⟩", cut, StringComparison.Ordinal);
        Assert.DoesNotContain('\ufffd', Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(cut)));
        Assert.Equal("short", LongText.Cut("short"));
    }

    private static string Data(string page, string id) =>
        Regex.Match(page, $"<script type=\"application/json\" id=\"{id}\">(.*?)</script>", RegexOptions.Singleline).Groups[1].Value;
}
