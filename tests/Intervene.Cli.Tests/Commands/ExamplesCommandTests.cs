using Intervene.Cli.Output;
using Intervene.Examples;
using Intervene.Text;
using Spectre.Console;

namespace Intervene.Cli.Tests.Commands;

public class ExamplesCommandTests
{
    [Theory]
    [InlineData(0, "", "7+5")]
    [InlineData(2, "7+", "5")]
    public void Supervised_text_stands_apart_from_the_masked_text(int lossStart, string masked, string supervised)
    {
        var tokenizer = Tokenizer.Load(Path.Combine(AppContext.BaseDirectory, "models", "chains"));
        var example = new TrainingExample
        {
            ProblemId = "p1",
            Arm = "int",
            PromptIds = tokenizer.Encode("What is "),
            TargetIds = [.. tokenizer.Encode("7+"), .. tokenizer.Encode("5")],
            LossStart = tokenizer.Encode("7+").Length * (lossStart > 0 ? 1 : 0),
            Terminal = false,
        };
        var rendered = RenderedExample.Of(example, tokenizer);
        Assert.Equal(("What is ", masked, supervised), (rendered.Prompt, rendered.Masked, rendered.Supervised));
        Assert.Contains($"{example.TargetIds.Length - example.LossStart} supervised; an unfinished target, no stop token",
            rendered.Title, StringComparison.Ordinal);

        using var text = new StringWriter();
        rendered.Write(AnsiConsole.Create(
            new AnsiConsoleSettings { Ansi = AnsiSupport.No, ColorSystem = ColorSystemSupport.NoColors, Out = new AnsiConsoleOutput(text) }));
        Assert.Contains($"What is {masked}⟦{supervised}⟧", text.ToString(), StringComparison.Ordinal);

        using var pipe = new StringWriter();
        rendered.Write(AnsiConsole.Create(
            new AnsiConsoleSettings { Ansi = AnsiSupport.No, ColorSystem = ColorSystemSupport.TrueColor, Out = new AnsiConsoleOutput(pipe) }));
        Assert.Contains($"What is {masked}⟦{supervised}⟧", pipe.ToString(), StringComparison.Ordinal);
        Assert.Equal($"What is {masked}⟦{supervised}⟧", rendered.Line());
        Assert.Equal(($"What is {masked}", supervised), rendered.Short());
    }

    [Fact]
    public void A_line_of_a_log_has_no_line_breaks_and_keeps_the_ends_of_long_parts()
    {
        var line = new RenderedExample("t", "Q\n\n", "", string.Concat(Enumerable.Repeat("1+1=2\n", 100)) + "end").Line();
        Assert.StartsWith("Q↵↵⟦1+1=2↵", line, StringComparison.Ordinal);
        Assert.EndsWith("1+1=2↵end⟧", line, StringComparison.Ordinal);
        Assert.InRange(line.Length, 1, 180);
        Assert.DoesNotContain('\n', line);
    }
}
