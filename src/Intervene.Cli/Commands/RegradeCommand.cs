using System.CommandLine;
using System.Text.Json;
using Intervene.Answers;
using Intervene.Cli.Output;
using Intervene.Files;
using Intervene.Options;
using Intervene.Pipeline.Recipes;
using Intervene.Pipeline.Regrading;
using Intervene.Pipeline.Runs;
using Intervene.Remote.Graders;
using Intervene.Reports.Content;
using Intervene.Rewards;
using Intervene.Text;

namespace Intervene.Cli.Commands;

/// <summary><c>intervene regrade RUN</c>: what a run's recorded samples earn under another preset, or under the verifier as it is now.</summary>
internal static class RegradeCommand
{
    /// <summary>The command, for the program's list.</summary>
    public static Command Create()
    {
        var run = new Argument<string>("RUN") { Description = "A run directory. It is read only." };
        var verifier = new Option<Preset?>("--verifier")
        {
            Description = "A preset; default: the run's own verifier, which shows what a mended verifier changes.",
        };
        var show = new Option<int>("--show") { Description = "Samples shown of each change.", DefaultValueFactory = _ => 3 };
        var output = new Option<string?>("--out", "-o") { Description = "A JSONL file for every sample whose grade is another." };
        var command = new Command("regrade", "Grade the recorded samples of a run again and say what changes; the run stays as it is.")
        {
            run, verifier, show, output
        };
        command.SetAction(parsed =>
        {
            using var interruption = new Interruption();
            var shown = Math.Max(0, parsed.GetValue(show));
            RunAsync(parsed.GetRequiredValue(run), parsed.GetValue(verifier), shown, parsed.GetValue(output), interruption.Token)
                .GetAwaiter().GetResult();
            return 0;
        });
        return command;
    }

    private static async Task RunAsync(string directory, Preset? preset, int show, string? output, CancellationToken cancellation)
    {
        var paths = new RunPaths(directory);
        if (!File.Exists(paths.Options))
        {
            throw new InterveneException($"{paths.Root}: not a run directory: it holds no {Path.GetFileName(paths.Options)}.");
        }

        Warnings.OfDamage(paths);
        using var file = output is null ? null : OutputFile.Create("--out", output);
        var options = OptionsYaml.Load<RunOptions>(paths.Options, []);
        var grader = preset is { } own ? new AnswerGrader(own) : GraderSource.Of(options.Verifier);
        using var held = grader as IDisposable;
        var regrader = new Regrader(grader, show);
        await foreach (var changed in regrader.RunAsync(paths, Tokenizer.Load(Bundled.Find(options.Model)), cancellation).ConfigureAwait(false))
        {
            if (file is not null)
            {
                var line = JsonSerializer.SerializeToUtf8Bytes(changed, RecordJson.Options);
                IoFault.Guard(file.Path, "write", () => file.Stream.Write([.. line, .. "\n"u8]));
            }
        }

        file?.Commit();
        Summary.Print(Table(regrader, preset));
        foreach (var change in regrader.Kinds)
        {
            Line("");
            Line($"{change.Artifact}: {change.Count} × {change.From} → {change.To}");
            foreach (var sample in change.First)
            {
                Line($"  line {sample.Line}, {sample.Series}, {sample.ProblemId}/{sample.Sample}: gold {Cut(sample.Gold)}, "
                    + $"took {(sample.Answer is { } answer ? Cut(answer) : "nothing")}");
            }
        }
    }

    private static ReportTable Table(Regrader regrader, Preset? preset) => new()
    {
        Name = "regraded",
        Title = $"The run's grades, and those of {(preset is null ? "its verifier now" : $"the preset {preset}")}",
        Explanation = "Samples whose verdict or reward is another, and problems with a right sample.",
        Columns = ["Artifact", "Series", "Samples", "Changed", "Rewards gained", "Rewards lost", "Solved then", "Solved now"],
        Rows =
        [
            .. regrader.Series.Select(series => (IReadOnlyList<ReportCell>)
            [
                new ReportCell.Words(series.Artifact), new ReportCell.Words(series.Series), new ReportCell.Count(series.Samples),
                new ReportCell.Count(series.Changed), new ReportCell.Count(series.Gained), new ReportCell.Count(series.Lost),
                new ReportCell.Count(series.SolvedBefore), new ReportCell.Count(series.SolvedAfter),
            ]),
        ],
    };

    private static string Cut(string text) => text.Length <= 80 ? text : text[..80] + "…";

    private static void Line(string text) => Console.Out.WriteLine(TerminalText.OneLine(text));
}
