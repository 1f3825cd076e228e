using System.CommandLine;
using Intervene.Cli.Commands;
using Intervene.Cli.Output;

namespace Intervene.Cli;

/// <summary>The command line: one verb a stage, and the tools around them.</summary>
public static class Program
{
    /// <summary>Runs a command; 0 is success, 1 a fault that the message explains, 130 an interruption.</summary>
    public static int Main(string[] args) => Faults.Guard(() =>
    {
        var root = new RootCommand("Interventional Training: find what a reasoning model never solves, correct one step, patch the model, resume RL, and measure what it bought.");
        foreach (var command in AllCommands.Create())
        {
            root.Subcommands.Add(command);
        }

        var result = root.Parse(args);
        return result.Errors.Count > 0
            ? Faults.Report(result.Errors.Select(error => error.Message))
            : result.Invoke(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null });
    });
}
