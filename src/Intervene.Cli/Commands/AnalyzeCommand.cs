using System.CommandLine;
using Intervene.Cli.Output;
using Intervene.Options;
using Intervene.Pipeline.Recipes;
using Intervene.Pipeline.Runs;
using Intervene.Pipeline.Stages;
using Intervene.Remote.Graders;
using Intervene.Remote.Oracles;
using Intervene.Reports;

namespace Intervene.Cli.Commands;

/// <summary><c>intervene analyze</c>: what a run's interventions are like, as tables and figures; and what a model has to be asked for.</summary>
internal static class AnalyzeCommand
{
    /// <summary>The command, for the program's list.</summary>
    public static Command Create()
    {
        var run = new Argument<string>("RUN") { Description = "A run directory, after filter." };
        var nll = new Option<bool>("--nll")
        {
            Description = "Ask the base model for its likelihood of training texts by source (paper, Figure 11a).",
        };
        var texts = new Option<int>("--texts") { Description = "Texts scored of a source, at most.", DefaultValueFactory = _ => 64 };
        var categories = new Option<bool>("--categories")
        {
            Description = "Ask the recipe's language model for the kind of each error, wrong approach or wrong execution (paper, Figure 4).",
        };
        var command = new Command("analyze", "Where first errors are, how long and how dear interventions are, how near to the model's own text.")
        {
            run, nll, texts, categories,
        };
        command.SetAction(parsed =>
        {
            if (parsed.GetValue(texts) < 1)
            {
                throw new InterveneException($"--texts is {parsed.GetValue(texts)}; expected at least 1.");
            }

            Run(parsed.GetRequiredValue(run), parsed.GetValue(nll) ? parsed.GetValue(texts) : 0, parsed.GetValue(categories));
            return 0;
        });
        return command;
    }

    private static void Run(string directory, int texts, bool categories)
    {
        using var interruption = new Interruption();
        var options = OptionsYaml.Load<RunOptions>(new RunPaths(directory).Options, []);
        using var run = RunSession.Open(options, directory, LocalEngine.Source, new QuietProgress(), ModelOracles.Of, GraderSource.Of);
        if (texts > 0)
        {
            LikelihoodScoring.Run(run, texts, interruption.Token);
        }

        if (categories)
        {
            ErrorSorting.RunAsync(run, interruption.Token).GetAwaiter().GetResult();
        }

        foreach (var table in ReportFiles.WriteAnalyses(ReportStage.Collect(run), run.Paths.Root))
        {
            Console.WriteLine(table.ToMarkdown());
        }

        Console.WriteLine($"figures and tables written below {run.Paths.Root}");
    }
}
