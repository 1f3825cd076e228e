using System.Text.Json;
using System.Text.RegularExpressions;
using Intervene.Completions;
using Intervene.Files;
using Intervene.Filtering;
using Intervene.Interventions;
using Intervene.Learning;
using Intervene.Metrics;
using Intervene.Options;
using Intervene.Pipeline.Recipes;
using Intervene.Pipeline.Runs;
using Intervene.Pipeline.Stages;
using Intervene.Problems;
using Intervene.Reports;
using Intervene.Rollouts;
using Intervene.Steps;
using Intervene.Tests.Files;

namespace Intervene.Pipeline.Tests.Stages;

public sealed class RunReportTests : IDisposable
{
    private static readonly string[] Artifacts =
        ["01-problems.jsonl", "02-rollouts.jsonl", "03-steps.jsonl", "04-interventions.jsonl", "05-guided.jsonl", "05-outcomes.jsonl"];

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_run_directory_alone_gives_a_report_that_opens_its_problems()
    {
        var page = File.ReadAllText(ReportStage.Write(Run("whole")));
        var reading = Reading(page, "p/1");
        var attempt = reading.GetProperty("attempts")[0];
        Assert.Equal(["one", "two"], attempt.GetProperty("steps").EnumerateArray().Select(step => step.GetString()));
        Assert.Equal("the verifier read 3; the gold answer is 7", attempt.GetProperty("why").GetString());
        var proposal = attempt.GetProperty("proposals")[0];
        Assert.Equal("better", proposal.GetProperty("content").GetString());
        Assert.Equal("kept", proposal.GetProperty("outcome").GetString());
        Assert.Equal(
            ["prefix + intervention correct so it is \\boxed{7}",
                "prefix + intervention wrong so it is \\boxed{8}", "from the prefix wrong  \\boxed{1}"],
            proposal.GetProperty("continuations").EnumerateArray().Select(one => $"{one.GetProperty("title")} {one.GetProperty("verdict")} "
                + (one.GetProperty("title").GetString()!.EndsWith("prefix", StringComparison.Ordinal) ? " \\boxed{1}"
                    : one.GetProperty("text").GetString()))
                .Select(text => text.Replace("\n", "", StringComparison.Ordinal)));
        Assert.Equal("no reference: none given", reading.GetProperty("attempts")[1].GetProperty("proposals")[0].GetProperty("refusal").GetString());
        Assert.Contains("This run is not whole", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Any_artifact_may_be_missing_and_the_rest_is_shown()
    {
        foreach (var missing in Artifacts)
        {
            File.Delete(Path.Combine(Run("part"), missing));
            Assert.Contains("</html>", HtmlReport.Render(ReportStage.Collect(RunView.Open(_folder["part"]))), StringComparison.Ordinal);
        }

        var run = Run("none");
        foreach (var missing in Artifacts)
        {
            File.Delete(Path.Combine(run, missing));
        }

        Assert.Contains("No problems have been mined in this run yet.", File.ReadAllText(ReportStage.Write(run)), StringComparison.Ordinal);
    }

    [Fact]
    public void An_alarm_that_comes_and_goes_is_told_once_with_how_often_it_came()
    {
        var run = Run("alarms");
        var metrics = Path.Combine(run, "arms", "int", "07-rl", "metrics.jsonl");
        Directory.CreateDirectory(Path.GetDirectoryName(metrics)!);
        double[] right = [0.2, 0.75, 0.8, 0.1, 0.6, 0.2, 0.9];
        JsonLines.Write(metrics, right.Select((share, i) => new MetricsRecord
        {
            Step = i + 1,
            WallTime = i,
            Metrics = [new(RlMetricNames.AllRight, share), new(RlMetricNames.BestScore, 1)],
        }));
        var alarm = Assert.Single(ReportStage.Collect(RunView.Open(run)).Alarms);
        Assert.Equal("InT, step 2, the first of 3 times", alarm.Name);
        Assert.StartsWith("75 % of the groups are all right", alarm.Value, StringComparison.Ordinal);
    }

    [Fact]
    public void What_grows_is_read_as_far_as_it_goes_and_a_torn_line_is_none()
    {
        var run = Run("growing");
        foreach (var name in (string[])["05-guided.jsonl", "arms/base/08-samples.jsonl"])
        {
            File.Move(Path.Combine(run, name), Path.Combine(run, name + ".partial"));
            File.AppendAllText(Path.Combine(run, name + ".partial"), "{\"format_version\":1,\"pol");
        }

        using (var ledger = JsonLinesWriter<StageRecord>.Open(Path.Combine(run, "stages.jsonl")))
        {
            ledger.Append(new StageRecord
            {
                Stage = "evaluate/base",
                Key = "k",
                Finished = false,
                Options = new Dictionary<string, string>(),
                Inputs = new Dictionary<string, string>(),
            });
        }

        var before = Directory.GetFiles(run, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
            .ToDictionary(file => file, File.ReadAllBytes);
        var page = File.ReadAllText(ReportStage.Write(run));
        Assert.Contains("<code>evaluate/base</code>\n under way, 3 records so far", page, StringComparison.Ordinal);
        Assert.Contains("<a href=\"arms/base/08-samples.jsonl.partial\">", page, StringComparison.Ordinal);
        Assert.Equal(3, Reading(page, "p/1").GetProperty("attempts")[0].GetProperty("proposals")[0].GetProperty("continuations").GetArrayLength());
        using var rows = JsonDocument.Parse(Data(page, "problem-rows"));
        var row = rows.RootElement.GetProperty("rows").EnumerateArray().Single(one => one[0].GetString() == "p/1");
        Assert.Equal((1, 3), (row[12].GetInt32(), rows.RootElement.GetProperty("samples")[0].GetInt32()));
        Assert.All(before, file => Assert.Equal(file.Value, File.ReadAllBytes(file.Key)));
    }

    [Fact]
    public void The_same_run_gives_the_same_bytes_and_a_folder_without_a_run_is_refused()
    {
        var run = Run("same");
        var once = File.ReadAllBytes(ReportStage.Write(run));
        Assert.Equal(once, File.ReadAllBytes(ReportStage.Write(run)));
        File.Delete(Path.Combine(run, "manifest.json"));
        var refused = Assert.Throws<InterveneException>(() => ReportStage.Write(run));
        Assert.Contains("holds no manifest.json", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_damaged_record_is_refused_by_file_and_line()
    {
        var run = Run("damaged");
        var path = Path.Combine(run, "02-rollouts.jsonl");
        File.WriteAllText(path, File.ReadAllText(path).Replace("\"reward\":0", "\"reward\":\"much\"", StringComparison.Ordinal));
        Assert.Contains($"{path}:1", Assert.Throws<InterveneException>(() => ReportStage.Write(run)).Message, StringComparison.Ordinal);
    }

    private static JsonElement Reading(string page, string problem) =>
        JsonDocument.Parse(Data(page, "readings")).RootElement.GetProperty(problem);

    private static string Data(string page, string id) =>
        Regex.Match(page, $"<script type=\"application/json\" id=\"{id}\">(.*?)</script>", RegexOptions.Singleline).Groups[1].Value;

    /// <summary>A run of two problems whose model is not there.</summary>
    private string Run(string name)
    {
        var root = _folder[name];
        if (Directory.Exists(root))
        {
            Directory.Delete(root, recursive: true);
        }

        var run = new RunPaths(root);
        var options = OptionsYaml.Parse<RunOptions>(
            "model: /no/such/model\nproblems: { kind: chains }\narms: [{ name: int, examples: interventions }]", "recipe", []);
        Directory.CreateDirectory(root);
        File.WriteAllText(run.Options, OptionsYaml.Write(options));
        JsonFile.Write(run.Manifest, new RunManifest
        {
            Product = "1",
            DotNet = "10",
            OperatingSystem = "os",
            Torch = "none",
            Threads = 2,
            Seed = 1,
            Inputs = [],
            CreatedAt = DateTimeOffset.UnixEpoch,
        });
        Write(run.Problems, Mined("p/1", ProblemSplit.Train), Mined("p/2", ProblemSplit.HeldOut));
        Write(run.Rollouts, Attempt(0), Attempt(1));
        Write(run.Steps, Steps(0), Steps(1));
        Write<Proposal>(run.Interventions,
            new Correction
            {
                ProblemId = "p/1",
                Sample = 0,
                Number = 0,
                Oracle = "reference",
                Content = "better",
                Location = 2,
                PrefixIds = [1],
                InterventionIds = [2],
                WrongStepIds = [3],
            },
            new Refusal
            {
                ProblemId = "p/1",
                Sample = 1,
                Number = 0,
                Oracle = "reference",
                Reason = RefusalReason.NoReference,
                Detail = "none given",
            });
        Write(run.Guided,
            Guided(GuidedArm.Prefix, 0, "one\n\n\\boxed{1}", 0), Guided(GuidedArm.Intervention, 0, "one\n\nbetter\n\nso it is \\boxed{8}", 0),
            Guided(GuidedArm.Intervention, 1, "one\n\nbetter\n\nso it is \\boxed{7}", 1),
            Guided(GuidedArm.Intervention, 2, "one\n\nbetter\n\n\\boxed{7}", 1));
        Write(run.Outcomes, new InterventionOutcome
        {
            ProblemId = "p/1",
            Sample = 0,
            Number = 0,
            Oracle = "reference",
            Location = 2,
            Arms = [new(GuidedArm.Intervention, 2, 3)],
            Kept = true,
        });
        Write(run.Arm("base").Samples, Sample(0, 0), Sample(1, 1), Sample(2, 0));
        return root;
    }

    private static void Write<T>(string path, params T[] records)
    {
        using var writer = JsonLinesWriter<T>.Open(path);
        writer.Append(records);
    }

    private static MinedProblem Mined(string id, ProblemSplit split) => new()
    {
        Problem = new Problem { Id = id, Question = "3 + 4", Answer = "7", Source = "s" },
        Attempts = 4,
        Correct = 0,
        Verdicts = new Dictionary<string, int> { ["wrong"] = 4 },
        Split = split,
    };

    private static Completion Tokens(int sample) =>
        new() { Sample = sample, TokenIds = [1, 2], SamplerLogProbs = [-1, -1], FinishReason = FinishReason.Stop };

    private static Rollout Attempt(int sample) => new()
    {
        ProblemId = "p/1",
        PromptIds = [1],
        Completion = Tokens(sample),
        Text = "one\n\ntwo \\boxed{3}",
        Reward = 0,
        Verdict = "wrong",
        WeightVersion = "w",
    };

    private static SplitRollout Steps(int sample) => new()
    {
        ProblemId = "p/1",
        Sample = sample,
        Steps = [new Step { Number = 1, Text = "one", TokenStart = 0, TokenEnd = 1 },
            new Step { Number = 2, Text = "two", TokenStart = 1, TokenEnd = 2 }],
    };

    private static GuidedRollout Guided(GuidedArm arm, int sample, string text, double reward) => new()
    {
        ProblemId = "p/1",
        Sample = 0,
        Number = 0,
        Arm = arm,
        Completion = Tokens(sample),
        Text = text,
        Reward = reward,
        Verdict = reward > 0 ? "correct" : "wrong",
        WeightVersion = "w",
    };

    private static GradedSample Sample(int sample, double reward) => new()
    {
        Policy = "base",
        ProblemId = "p/1",
        Sample = sample,
        TokenIds = [1],
        FinishReason = FinishReason.Stop,
        Reward = reward,
        Verdict = reward > 0 ? "correct" : "wrong",
        WeightVersion = "w",
    };
}
