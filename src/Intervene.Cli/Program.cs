using System.CommandLine;
using System.Runtime.InteropServices;
using Intervene.Cli.Commands;
using Intervene.Cli.Output;

namespace Intervene.Cli;

/// <summary>The command line: one verb a stage, and the tools around them.</summary>
public static class Program
{
    private const int SignalFileTooLarge = 25; // SIGXFSZ

    /// <summary>
    /// Runs a command; 0 is success, 1 a fault that the message explains, 2 a wrong command line, 70 a fault of the program, 130 an interruption.
    /// </summary>
    public static int Main(string[] args)
    {
        Streams.Guard();
        using var limit = TurnIntoFault(SignalFileTooLarge);
        return Faults.Guard(() =>
        {
            var root = new RootCommand(
                "Interventional Training: find what a reasoning model never solves, correct one step, patch the model, resume RL, and measure " +
                "what it bought.");
            foreach (var command in AllCommands.Create())
            {
                root.Subcommands.Add(command);
            }

            var result = root.Parse(args);
            return result.Errors.Count > 0
                ? Faults.Report(result.Errors.Select(error => error.Message), Faults.Usage)
                : result.Invoke(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null });
        });
    }

    /// <summary>Lets the write fail that would end the process by a signal: a file beyond the limit of sizes is told as a full disk is.</summary>
    private static PosixSignalRegistration? TurnIntoFault(int signal) =>
        OperatingSystem.IsLinux() ? PosixSignalRegistration.Create((PosixSignal)signal, context => context.Cancel = true) : null;
}
