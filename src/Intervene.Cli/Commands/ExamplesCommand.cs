using System.CommandLine;
using Intervene.Cli.Output;
using Intervene.Examples;
using Intervene.Files;
using Intervene.Learning;
using Intervene.Options;
using Intervene.Pipeline.Recipes;
using Intervene.Pipeline.Runs;
using Intervene.Text;
using Spectre.Console;

namespace Intervene.Cli.Commands;

/// <summary><c>intervene examples show</c>: what supervised fine-tuning trains on, with the mask.</summary>
public static class ExamplesCommand
{
    /// <summary>The command, for the program's list.</summary>
    public static Command Create()
    {
        var run = new Argument<string>("RUN") { Description = "A run directory." };
        var arm = new Option<string?>("--arm") { Description = "Only this arm's examples." };
        var count = new Option<int>("--count") { Description = "Examples shown of each arm.", DefaultValueFactory = _ => 3 };
        var show = new Command("show", "Show examples with the mask: grey text has no loss, green text has.") { run, arm, count };
        show.SetAction(parsed =>
        {
            if (Console.IsOutputRedirected)
            {
                AnsiConsole.Profile.Width = int.MaxValue; // examples keep their own line breaks
            }

            Show(parsed.GetRequiredValue(run), parsed.GetValue(arm), parsed.GetValue(count), AnsiConsole.Console);
            return 0;
        });
        return new Command("examples", "Look at the examples of a run.") { show };
    }

    /// <summary>Writes for each arm a line of counts and some examples, evenly spread.</summary>
    internal static void Show(string directory, string? arm, int count, IAnsiConsole console)
    {
        var paths = new RunPaths(directory);
        Warnings.OfDamage(paths);
        var options = OptionsYaml.Load<RunOptions>(paths.Options, []);
        var tokenizer = Tokenizer.Load(Bundled.Find(options.Model));
        var arms = options.Arms.Where(one => arm is null || one.Name == arm).Select(one => paths.Arm(one.Name).Examples).Where(File.Exists)
            .SelectMany(JsonLines.Read<TrainingExample>).GroupBy(example => example.Arm).ToList();
        if (arms.Count == 0)
        {
            throw new InterveneException(
                $"{paths.Root} has no example{(arm is null ? "" : $" of the arm '{arm}'")}; expected at least one. Run 'intervene run' first, " +
                $"or name another arm.");
        }

        foreach (var group in arms)
        {
            TrainingExample[] examples = [.. group];
            var sft = options.Arms.FirstOrDefault(a => a.Name == group.Key)?.Sft ?? options.Sft;
            console.WriteLine($"{group.Key}: {SftStart.Of(examples, sft, tokenizer.VocabularySize)}");
            console.WriteLine();
            foreach (var example in ExampleSpread.Of(examples, count))
            {
                RenderedExample.Of(example, tokenizer).Write(console);
            }
        }
    }
}
