using Intervene.Evaluation;
using Intervene.Filtering;
using Intervene.Options;
using Intervene.Problems;
using Intervene.Reports.Content;

namespace Intervene.Tests.Reports;

/// <summary>The numbers are those of the paper's own tables, as shares.</summary>
public class PaperTablesTests
{
    private static readonly SamplingOptions Decoding = new() { Temperature = 0.7, TopP = 0.8, MaxTokens = 32768 };

    [Fact]
    public void Table_7_has_the_papers_rows_digits_averages_and_the_greatest_of_a_column_in_bold()
    {
        var table = PaperTables.Models(Methods());
        Assert.Equal(["Model", "imo_answerbench_40", "hmmt_nov_2025", "amo_bench pass@8", "apex_shortlist pass@8", "Average"], table.Columns);
        Assert.Equal(
        [
            "Base|11.68|41.61|26.24|20.79|25.08", "+ RL|23.46|46.46|35.21|22.72|31.96", "+ Gold SFT + RL|11.56|27.45|25.19|20.51|21.18",
            "+ Self-refinement SFT + RL|15.53|38.65|36.72|23.93|28.71", "+ InT + RL|25.62|49.77|36.16|28.22|34.94",
        ], Lines(table));
        Assert.Contains("| + InT + RL | **25.62** | **49.77** | 36.16 | **28.22** | **34.94** |", table.ToMarkdown(), StringComparison.Ordinal);
        Assert.Contains("| + Self-refinement SFT + RL | 15.53 | 38.65 | **36.72** | 23.93 | 28.71 |", table.ToMarkdown(), StringComparison.Ordinal);
    }

    [Fact]
    public void Table_2_has_benchmarks_their_average_and_the_held_out_problems()
    {
        var data = new ReportData
        {
            Title = "",
            Model = "e3-1.7B",
            ArmCosts = [Cost("InT", 64, 8), Cost("RL alone", 1216, 0)],
            CloneVariants = [new("InT", "Prefix, no suffix, filter")],
            Benchmarks = new()
            {
                Differences = [],
                Outcomes =
                [
                    .. Scores("InT", 41.62, 7.50, 24.58, 53.75, 36.25, 22.00, 21.88),
                    .. Scores("RL alone", 38.75, 6.75, 22.50, 46.25, 36.25, 20.88, 23.75),
                ],
            },
            Outcomes = [HeldOut("InT", 23.56), HeldOut("RL alone", 15.85)],
        };
        var table = PaperTables.Benchmarks(data);
        Assert.Equal(["Model", "RL Data Size", "olymmath_easy", "olymmath_hard", "hmmt_feb_2025", "brumo_2025", "aime2025", "beyond_aime",
            "cmimc_2025", "Average", "Held out (hard) pass@8"], table.Columns);
        Assert.Equal("e3-1.7B + InT + RL|64|41.62|7.50|24.58|53.75|36.25|22.00|21.88|29.65|23.56", Lines(table)[1]);
        Assert.StartsWith("e3-1.7B + RL|1,216|38.75|6.75|", Lines(table)[0], StringComparison.Ordinal);
    }

    [Fact]
    public void Without_benchmarks_the_columns_are_the_problems_that_no_arm_trained_on()
    {
        var data = new ReportData
        {
            Title = "",
            ArmCosts = [Cost("RL alone", 8, 0)],
            ArmOptions = [new("RL alone", []), new("InT", [])],
            Outcomes =
            [
                Outcome("Base", "base", ProblemSplit.Easy, 0.5), Outcome("RL alone", "rl", ProblemSplit.Train, 0.9),
                Outcome("RL alone", "rl", ProblemSplit.HeldOut, 0.25, 0.75), Outcome("RL alone", "rl", ProblemSplit.Easy, 1),
            ],
        };
        var standard = PaperTables.Benchmarks(data);
        Assert.Equal(["Model", "RL Data Size", "Held out (hard)", "Easy", "Average", "Held out (hard) pass@8"], standard.Columns);
        Assert.Equal(["Base + RL|8|25.00|100.00|62.50|75.00"], Lines(standard));
        var models = PaperTables.Models(data);
        Assert.Equal(["Base|50.00|–|–", "+ RL|100.00|75.00|87.50"], Lines(models));
        Assert.Contains("Not measured after RL: InT.", models.Explanation, StringComparison.Ordinal);
    }

    [Fact]
    public void A_policy_that_was_sampled_otherwise_has_a_dash_and_no_average()
    {
        var data = Methods();
        var other = data.Benchmarks!.Outcomes.Select(outcome => outcome.Name.Arm == "InT" && outcome.Benchmark == "hmmt_nov_2025"
            ? outcome with { Decoding = Decoding with { Temperature = 1 } } : outcome);
        var table = PaperTables.Models(data with { Benchmarks = data.Benchmarks with { Outcomes = [.. other] } });
        Assert.Equal("+ InT + RL|25.62|–|36.16|28.22|–", Lines(table)[^1]);
    }

    [Fact]
    public void Table_1_counts_the_same_problems_in_all_rows_and_calls_variants_as_the_paper_does()
    {
        var data = new ReportData
        {
            Title = "",
            Controls = [Control(GuidedArm.Problem, 0, 0), Control(GuidedArm.WrongStep, 1, 0.125), Control(GuidedArm.Prefix, 1, 0.25),
                Control(GuidedArm.Intervention, 2, 0.5)],
            CloneVariants = [new("no_prefix", "No prefix, no suffix, filter"), new("bare", "No prefix, no suffix, no filter"),
                new("suffix", "Prefix, suffix, filter"), new("int", "Prefix, no suffix, filter")],
            Policies = ["Base model", "int, after SFT", "suffix, after SFT", "no_prefix, after SFT", "bare, after SFT"],
            Problems = [Problem("a", 2, 4, 1, 0, 3), Problem("b", 1, 0, 2, 0, 4), Problem("c", 0, 4, 4, 4, 4)],
        };
        var table = PaperTables.CloneVariants(data);
        Assert.Equal(["Configuration", "Nonzero Acc.", "Accuracy"], table.Columns);
        Assert.Equal(
        [
            "Naive|0/2|0 %", "From intervention|1/2|25.0 %", "With intervention|2/2|50.0 %", "Prefix, no suffix, filter|1/2|50.0 %",
            "+ no prefix|0/2|0 %", "+ suffix|2/2|37.5 %", "No prefix, no suffix, no filter|2/2|87.5 %",
        ], Lines(table));
        Assert.Contains("Not in this run: + no filter.", table.Explanation, StringComparison.Ordinal);
        Assert.Contains("The first rows of 16 rollouts each", table.Explanation, StringComparison.Ordinal);
        Assert.Contains("The others of 4 rollouts a problem", table.Explanation, StringComparison.Ordinal);
        var without = PaperTables.CloneVariants(data with { CloneVariants = [.. data.CloneVariants.Take(3)] });
        Assert.Equal("No prefix, no suffix, filter", without.Rows[3][0].Display);
    }

    [Fact]
    public void Table_6_has_its_two_rows_with_three_digits()
    {
        var table = PaperTables.WithIntervention(new ReportData
        {
            Title = "",
            Controls =
            [
                Control(GuidedArm.Problem, 40, 0.000984) with { Problems = 334 }, Control(GuidedArm.Intervention, 80, 0.0156) with { Problems = 334 },
            ],
        });
        Assert.Equal(["Naive|40/334|0.0984 %", "With intervention|80/334|1.56 %"], Lines(table));
    }

    private static ReportData Methods() => new()
    {
        Title = "",
        ArmCosts = [Cost("InT", 8, 4), Cost("Gold", 8, 4), Cost("RL alone", 8, 0), Cost("Self-refinement", 8, 4)],
        CloneVariants = [new("InT", "Prefix, no suffix, filter")],
        Benchmarks = new()
        {
            Differences = [],
            Outcomes =
            [
                .. Hard("Base", "base", 11.68, 41.61, 26.24, 20.79), .. Hard("InT", "rl", 25.62, 49.77, 36.16, 28.22),
                .. Hard("RL alone", "rl", 23.46, 46.46, 35.21, 22.72), .. Hard("Gold", "rl", 11.56, 27.45, 25.19, 20.51),
                .. Hard("Self-refinement", "rl", 15.53, 38.65, 36.72, 23.93),
            ],
        },
    };

    /// <summary>The numbers of a table without their intervals, a line a row.</summary>
    private static string[] Lines(ReportTable table) => [.. table.Rows.Select(row => string.Join('|', row.Select(cell =>
        cell is ReportCell.Measured measured ? measured.Number : cell.Display)))];

    private static IEnumerable<BenchmarkOutcome> Hard(string arm, string policy, double imo, double hmmt, double amo, double apex) =>
    [
        On("imo_answerbench_40", arm, policy, imo, 0.9), On("hmmt_nov_2025", arm, policy, hmmt, 0.9), On("amo_bench", arm, policy, 1, amo / 100),
        On("apex_shortlist", arm, policy, 1, apex / 100),
    ];

    private static IEnumerable<BenchmarkOutcome> Scores(string arm, params double[] scores) => scores.Zip(
        ["olymmath_easy", "olymmath_hard", "hmmt_feb_2025", "brumo_2025", "aime2025", "beyond_aime", "cmimc_2025"],
        (score, name) => On(name, arm, "rl", score, 0.99));

    private static BenchmarkOutcome On(string benchmark, string arm, string policy, double score, double many) =>
        new(benchmark, new PolicyName(arm, policy), Decoding, 0, Summary(policy, ProblemSplit.HeldOut, score / 100, many));

    private static PolicyOutcome HeldOut(string arm, double score) => Outcome(arm, "rl", ProblemSplit.HeldOut, 0.01, score / 100);

    private static PolicyOutcome Outcome(string arm, string policy, ProblemSplit split, double average, double many = 1) =>
        new(new PolicyName(arm, policy), Summary(policy, split, average, many));

    private static PolicySummary Summary(string policy, ProblemSplit split, double average, double many) => new()
    {
        Policy = policy,
        Split = split,
        Problems = 10,
        Samples = 16,
        Solved = 5,
        Average = new(average, new(double.NaN, double.NaN)),
        Majority = null,
        TokensPerSolve = default,
        Truncated = default,
        NoAnswer = default,
        Unparsable = default,
        MeanLength = default,
        PassAtK = [new(1, average, default), new(8, many, new(double.NaN, double.NaN)), new(16, 0.999, default)],
    };

    private static ControlRow Control(GuidedArm arm, int solved, double accuracy) =>
        new() { Arm = arm, Problems = 2, Solved = solved, Rollouts = 16, Accuracy = new(accuracy, 0, 1) };

    private static ReportProblem Problem(string id, int tried, params int[] correct) => new()
    {
        Problem = new Problem { Id = id, Question = $"{id}?", Answer = "1", Source = "s" },
        Split = ProblemSplit.Train,
        Mined = new(0, 8),
        Tried = tried,
        Policies = [new(0, 4), .. correct.Select(count => new SolvedCount(count, 4))],
    };

    private static ArmCost Cost(string arm, long problems, int epochs) => new()
    {
        Arm = arm,
        SftLearningRate = 0,
        SftEpochs = epochs,
        RlLearningRate = 0,
        Examples = 0,
        ClonedTokens = 0,
        SftTokens = 0,
        Problems = problems,
        Easier = 0,
        RlSampledTokens = 0,
        RlTokens = 0,
        PreparingTokens = 0,
        TuningTokens = 0,
    };
}
