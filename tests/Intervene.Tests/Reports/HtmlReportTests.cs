using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Intervene.Reports;
using Intervene.Reports.Content;

namespace Intervene.Tests.Reports;

public class HtmlReportTests
{
    private const string Hostile = "<script>alert(1)</script><img src=x onerror=alert(1)>\" onload='x' & \u0000\u001b[31m \u202e \ud800 end]]> 𝜋";

    [Fact]
    public void Equal_data_give_equal_bytes() => Assert.Equal(HtmlReport.Render(SampleReport.Full), HtmlReport.Render(SampleReport.Full));

    [Fact]
    public void A_page_allows_its_own_script_alone_and_asks_nothing_of_the_network()
    {
        var page = HtmlReport.Render(SampleReport.Full);
        Assert.Matches(
            "http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'sha256-[^']+'; "
            + "script-src 'sha256-[^']+'; base-uri", page);
        Assert.DoesNotMatch(new Regex("(src|href)=\"(?!#|tables/|figures/|run.yaml|[a-z0-9/-]+\\.jsonl?\")", RegexOptions.IgnoreCase), page);
        Assert.DoesNotContain("url(", page, StringComparison.Ordinal);
        Assert.DoesNotContain("http:", page, StringComparison.Ordinal);
        Assert.DoesNotContain("https:", page, StringComparison.Ordinal);
        Assert.DoesNotMatch(
            " (style|on[a-z]+)=", page[page.IndexOf("<body>", StringComparison.Ordinal)..page.LastIndexOf("<script>", StringComparison.Ordinal)]);
    }

    [Fact]
    public void The_policy_names_the_scripts_and_the_style_by_their_hashes()
    {
        var page = HtmlReport.Render(ProblemReport.WithMathematics);
        var scripts = Regex.Matches(page, "<script>(.*?)</script>", RegexOptions.Singleline).Select(match => match.Groups[1].Value).ToArray();
        Assert.Equal(2, scripts.Length);
        Assert.Contains($"script-src {Hash(scripts[0])} {Hash(scripts[1])};", page, StringComparison.Ordinal);
        var style = Regex.Match(page, "<style>(.*?)</style>", RegexOptions.Singleline).Groups[1].Value;
        Assert.Contains($"style-src {Hash(style)};", page, StringComparison.Ordinal);

        static string Hash(string text) => $"'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text)))}'";
    }

    [Fact]
    public void Every_text_of_the_data_is_escaped()
    {
        var page = HtmlReport.Render(HostileData());
        Assert.DoesNotContain("<script>alert", page, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(3, Regex.Count(page, "<script"));
        Assert.DoesNotContain("<img", page, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain('\0', page);
        Assert.DoesNotContain('\u001b', page);
        Assert.DoesNotContain('\u202e', page);
        Assert.DoesNotContain('\ud800', page.Replace("\ud835", "", StringComparison.Ordinal));
        Assert.Contains("&lt;script&gt;alert(1)&lt;/script&gt;", page, StringComparison.Ordinal);
        Assert.Contains("𝜋", page, StringComparison.Ordinal);
        WellFormed(page);
    }

    [Fact]
    public void Alarms_are_listed_below_the_training_curves()
    {
        Assert.DoesNotContain("Alarms", HtmlReport.Render(SampleReport.Full), StringComparison.Ordinal);
        var page = HtmlReport.Render(SampleReport.Full with { Alarms = [new("InT, step 3", "The policy moved by 0.3 nats < 1 within a step.")] });
        Assert.Matches("id=\"training\"(?s:.)*<h3>Alarms</h3>(?s:.)*<li>InT, step 3: The policy moved by 0.3 nats &lt; 1 within a step.</li>", page);
        WellFormed(page);
    }

    [Fact]
    public void Every_section_has_its_heading_and_its_way_there()
    {
        var page = HtmlReport.Render(SampleReport.Full);
        var navigation = Regex.Match(page, "<nav.*?</nav>", RegexOptions.Singleline).Value;
        var targets = Regex.Matches(navigation, "href=\"#([a-z]+)\"").Select(m => m.Groups[1].Value).ToArray();
        Assert.Equal(targets, Regex.Matches(page, "<section id=\"([a-z]+)\">").Select(m => m.Groups[1].Value));
        WellFormed(page);
    }

    [Fact]
    public void A_run_that_measured_nothing_still_has_a_page()
    {
        var page = HtmlReport.Render(new ReportData { Title = "Empty" });
        Assert.Contains("not measured in this run", page, StringComparison.Ordinal);
        Assert.DoesNotContain("NaN", page, StringComparison.Ordinal);
        WellFormed(page);
    }

    [Fact]
    public void Numbers_that_are_not_finite_are_dashes()
    {
        var nan = new Estimate(double.NaN, double.NaN, double.NaN);
        var data = SampleReport.Full with
        {
            Controls = [.. SampleReport.Full.Controls.Select(row => row with { Problems = 0, Rollouts = 0, Accuracy = nan })],
            PassAtK = [.. SampleReport.Full.PassAtK.Select(c => c with { Points = [.. c.Points.Select(p => p with { Rate = nan })] })],
            Training = [new("InT", [new TrainingPoint { Step = 1 }, new TrainingPoint { Step = 2, RewardMean = double.PositiveInfinity }])],
            StageTimes = [new("mine", double.NaN, "")],
        };
        var page = HtmlReport.Render(data);
        Assert.DoesNotContain("NaN", page, StringComparison.Ordinal);
        Assert.DoesNotContain("∞", page, StringComparison.Ordinal);
        Assert.DoesNotContain("Infinity", page, StringComparison.Ordinal);
        WellFormed(page);
    }

    internal static ReportData HostileData() => SampleReport.Full with
    {
        Title = Hostile,
        Subtitle = Hostile,
        Options = [new(Hostile, Hostile)],
        StageTimes = [new(Hostile, 1, Hostile)],
        Funnel = [new FunnelRow { Label = Hostile, Count = 1, Of = 2, Dropped = [new(Hostile, Hostile)] }],
        PassAtK = [.. SampleReport.Full.PassAtK.Select(c => c with { Arm = Hostile + c.Arm, Policy = c.Policy == "sft" ? Hostile : c.Policy })],
        Training = [.. SampleReport.Full.Training.Select(c => c with { Arm = Hostile + c.Arm })],
        Examples =
        [
            SampleReport.Example(Hostile) with { Question = Hostile,
                Answer = Hostile, Steps = [Hostile, Hostile], Oracle = Hostile, Intervention = Hostile, Continuation = Hostile },
        ],
        Policies = [Hostile, Hostile],
        Problems = [ProblemReport.Row(Hostile, Hostile)],
        Readings = [ProblemReport.Reading(Hostile, Hostile)],
        Sections =
        [
            new ReportSection
            {
                Id = "added", Name = Hostile, Heading = Hostile, Blocks =
                [
                    new ReportBlock.Paragraph(Hostile),
                    new ReportBlock.SideBySide(Hostile, [new(Hostile, Hostile)],
                        [
                            new ReportText
                            {
                                Title = Hostile, Text = Hostile, Verdict = Hostile, Note = Hostile, Marks = [new(3, 900, ReportMarkKind.Trained)],
                            },
                        ],
                        Hostile),
                ],
            },
        ],
        Samples = [SampleReport.Sample(Hostile, 0.5, 1, Hostile) with { ProblemId = Hostile, Question = Hostile, Text = Hostile }],
    };

    /// <summary>The body is well-formed XML but for the void elements of the head.</summary>
    internal static void WellFormed(string page)
    {
        var body = page[page.IndexOf("<body>", StringComparison.Ordinal)..page.IndexOf("</html>", StringComparison.Ordinal)];
        body = Regex.Replace(body, "<script>.*?</script>", "", RegexOptions.Singleline);
        Assert.Equal("body", XElement.Parse(body).Name.LocalName);
    }
}
