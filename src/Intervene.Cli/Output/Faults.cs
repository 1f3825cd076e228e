using Intervene.Runs;
using Spectre.Console;

namespace Intervene.Cli.Output;

/// <summary>Turns faults into one message and an exit code.</summary>
internal static class Faults
{
    private const int Failed = 1;
    private const int Interrupted = 130;
    private static readonly IAnsiConsole Error = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });

    /// <summary>Runs the program.</summary>
    public static int Guard(Func<int> run)
    {
        try
        {
            return run();
        }
        catch (OperationCanceledException)
        {
            return Report(["Interrupted. What was recorded is kept; start the same command again to go on."], Interrupted);
        }
        catch (InterveneException fault)
        {
            return Report([fault.Message]);
        }
        catch (TypeInitializationException wrapped) when (wrapped.InnerException is InterveneException fault)
        {
            return Report([fault.Message]);
        }
        catch (IOException fault)
        {
            return Report([$"A file could not be read or written: {fault.Message} What was recorded before is kept."]);
        }
        catch (UnauthorizedAccessException fault)
        {
            return Report([$"The file system refuses: {fault.Message} Choose a place that this user may write to."]);
        }
    }

    /// <summary>Prints messages to standard error.</summary>
    public static int Report(IEnumerable<string> messages, int code = Failed)
    {
        foreach (var message in messages)
        {
            Error.MarkupLineInterpolated($"[red]error:[/] {message}");
        }

        return code;
    }
}
