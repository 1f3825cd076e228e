using Intervene.Problems.Equations;
using Intervene.Problems.Layouts;
using Intervene.Problems.Presets;
using Intervene.Problems.Reading;

namespace Intervene.Tests.Problems;

/// <summary>Equations of word problems become worked steps.</summary>
public sealed class EquationStepsTests : IDisposable
{
    private readonly ProblemFolder _folder = new();

    [Theory]
    [InlineData("( 76.0 - 25.0 )", "", "76 - 25 = 51")]
    [InlineData("( ( 4.0 + 5.0 ) * 3.0 )", "", "4 + 5 = 9|9 * 3 = 27")]
    [InlineData("8 - ( 2 - 1 )", "", "2 - 1 = 1|8 - 1 = 7")]
    [InlineData("8-2-1", "", "8 - 2 = 6|6 - 1 = 5")]
    [InlineData("2 + 3 * 4", "", "3 * 4 = 12|2 + 12 = 14")]
    [InlineData("- number0 number1", "8.0 2.0", "8 - 2 = 6")]
    [InlineData("+ number0 number2", "139.0 118.0 131.0", "139 + 131 = 270")]
    [InlineData("* - number0 number1 number2", "8 3 2", "8 - 3 = 5|5 * 2 = 10")]
    [InlineData("/ 1 3", "", "1 / 3 = 0.3333")]
    [InlineData("( 2.75 * 4.0 )", "", "2.75 * 4 = 11")]
    [InlineData("-3 + 5", "", "-3 + 5 = 2")]
    [InlineData("( 3.0 - 10.0 ) + 2", "", "3 - 10 = -7|-7 + 2 = -5")]
    public void An_equation_is_worked_out_operation_by_operation(string equation, string numbers, string steps) =>
        Assert.Equal(steps, string.Join('|', EquationSteps.Of(equation, numbers)!.Select(step => step.Text)));

    [Theory]
    [InlineData("")]
    [InlineData("42")]
    [InlineData("x = 3 + 4")]
    [InlineData("( 3 + 4")]
    [InlineData("3 + 4 )")]
    [InlineData("3 + ")]
    [InlineData("+ 3")]
    [InlineData("+ 3 4 5")]
    [InlineData("3 4")]
    [InlineData("6 / 0")]
    [InlineData("+ number0 number7")]
    [InlineData("999999999999 * 999999999999")]
    [InlineData("79228162514264337593543950336 + 1")]
    [InlineData("2 ^ 3")]
    public void What_cannot_be_worked_out_gives_no_steps(string equation) => Assert.Null(EquationSteps.Of(equation, "1 2"));

    [Theory]
    [InlineData("51.0", "51")]
    [InlineData("0.50", "0.5")]
    [InlineData("-3.0", "-3")]
    [InlineData("51", "51")]
    [InlineData("1,200", "1,200")]
    [InlineData("1.2.3", "1.2.3")]
    [InlineData("\\frac{1.5}{2}", "\\frac{1.5}{2}")]
    public void A_gold_is_written_as_steps_write_numbers(string gold, string plain) => Assert.Equal(plain, EquationSteps.Plain(gold));

    [Fact]
    public void Nesting_is_bounded()
    {
        Assert.Null(EquationSteps.Of(new string('(', 100_000) + "1+2" + new string(')', 100_000)));
        Assert.Null(EquationSteps.Of(string.Concat(Enumerable.Repeat("+ ", 100_000)) + "1"));
        Assert.Equal(63, EquationSteps.Of(string.Join(" + ", Enumerable.Repeat("1", 64)))!.Count);
    }

    [Theory]
    [InlineData("svamp", "{\"ID\":\"c\",\"Body\":\"Each costs 76. The discount is 25.\",\"Question\":\"Cost?\",\"Equation\":\"( 76.0 - 25.0 )\","
        + "\"Answer\":51.0,\"Type\":\"x\"}", "76 - 25 = 51")]
    [InlineData("mawps", "{\"Question\":\"number0 and number1 and number2 ?\",\"Numbers\":\"2.0 3.0 4.0\","
        + "\"Equation\":\"* + number0 number1 number2\",\"Answer\":\"20.0\"}", "2 + 3 = 5\n5 * 4 = 20")]
    [InlineData("svamp", "{\"ID\":\"c\",\"Body\":\"Each costs 7.\",\"Question\":\"Cost?\",\"Equation\":\"x = 7\",\"Answer\":7.0,\"Type\":\"x\"}",
        "x = 7")]
    public void The_reference_solution_of_a_set_with_equations_is_its_steps(string preset, string row, string solution) =>
        Assert.Equal(solution, Assert.Single(_folder.Read(row, preset: preset).Problems).Problem.ReferenceSolution);

    [Fact]
    public void A_column_of_solutions_that_is_named_stands_above_the_equation_of_the_preset()
    {
        const string row = "{\"ID\":\"c\",\"Body\":\"Each costs 7.\",\"Question\":\"Two?\",\"Equation\":\"( 7 * 2 )\",\"Answer\":14,\"Type\":\"x\","
            + "\"Why\":\"Twice seven is fourteen.\"}";
        Assert.Equal("Twice seven is fourteen.", Assert.Single(_folder.Read(row, new ProblemLayout { Solution = "Why" }, preset: "svamp").Problems)
            .Problem.ReferenceSolution);
    }

    [Fact]
    public void Problems_are_chosen_by_the_steps_of_their_solution()
    {
        var path = _folder.Write("rows.jsonl", """
            {"question":"One?","answer":"1+1 = <<1+1=2>>2\n#### 2"}
            {"question":"Two?","answer":"1+1 = <<1+1=2>>2\n2+1 = <<2+1=3>>3\n#### 3"}
            {"question":"Three?","answer":"1+1 = 2\n\n2+1 = 3\n3+1 = 4\n#### 4"}
            """);
        var read = ProblemFile.Read(new ProblemQuery { Path = path, Preset = ProblemPresets.Named("gsm8k"), Steps = [2, 3] });
        Assert.Equal(["Two?", "Three?"], read.Problems.Select(placed => placed.Problem.Question));
        var (reason, count, first) = Assert.Single(read.Dropped.Reasons);
        Assert.Equal(("filtered", 1L, "its solution has 1 steps"), (reason, count, first[0].Detail));
    }

    [Theory]
    [InlineData("svamp/SVAMP.json", 1000)]
    [InlineData("mawps/mawps-fold0-train.csv", 1400)]
    [InlineData("mawps/mawps-fold0-dev.csv", 370)]
    public void Every_equation_of_the_sets_is_read_and_ends_in_the_gold(string file, int least)
    {
        var path = SharedFiles.Path("data/" + file);
        var problems = ProblemFile.Read(new ProblemQuery { Path = path }).Problems.Select(placed => placed.Problem).ToList();
        Assert.True(problems.Count >= least, $"{problems.Count}");
        var wrong = problems.Where(problem => !WorkedSteps.Of(problem.ReferenceSolution).All(EquationSteps.IsCalculation)
            || Math.Abs(EquationSteps.Value(problem.ReferenceSolution!.Split("= ")[^1])!.Value - EquationSteps.Value(problem.Answer)!.Value) > 0.01m)
            .Select(problem => $"{problem.Id}: {problem.ReferenceSolution} / {problem.Answer}").ToList();
        Assert.True(wrong.Count <= problems.Count / 100, string.Join('\n', wrong));
    }

    public void Dispose() => _folder.Dispose();
}
