using Intervene.Cli.Output;
using Intervene.Pipeline.Stages;
using Spectre.Console;

namespace Intervene.Cli.Commands;

/// <summary><c>intervene report RUN</c>: the report of a run directory as it stands, from that directory alone.</summary>
internal static class RunReport
{
    /// <summary>Writes the report and says where it lies.</summary>
    public static void Write(string directory, string[] overrides)
    {
        if (!Directory.Exists(directory))
        {
            throw new InterveneException($"report {directory}: it is {(File.Exists(directory) ? "a file" : "not there")}. Expected a run directory, "
                + "as in 'intervene report RUN', or a recipe with --out RUN.");
        }

        if (overrides.Length > 0)
        {
            throw new InterveneException(
                $"report {directory}: {overrides[0]} would change nothing, the run has its options. Give the recipe and --out {directory} with it.");
        }

        AnsiConsole.MarkupLineInterpolated($"report: [link]{TerminalText.OneLine(ReportStage.Write(directory))}[/]");
    }
}
