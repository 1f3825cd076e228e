using Spectre.Console;

namespace Intervene.Cli.Output;

/// <summary>Turns faults into one message and an exit code.</summary>
internal static class Faults
{
    private const int Failed = 1;
    private const int Interrupted = 130;
    private static readonly IAnsiConsole Error = Unwrapped();

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
        catch (Exception fault) when (fault.Message.Contains("not enough memory", StringComparison.Ordinal) || fault is OutOfMemoryException)
        {
            return Report(["Out of memory. Use a smaller batch (micro_batch_tokens, batch_size, fewer samples) or shorter completions (sampling.max_tokens), or a machine with more. What was recorded before is kept."]);
        }
        catch (Exception fault)
        {
            return Report([$"A fault of the program, not of its input: {fault} What was recorded before is kept. Please report it with this text."]);
        }
    }

    /// <summary>Prints messages to standard error.</summary>
    public static int Report(IEnumerable<string> messages, int code = Failed)
    {
        foreach (var message in messages)
        {
            Error.MarkupLineInterpolated($"[red]error:[/] {SafeText.Of(message, keepsLines: true)}");
        }

        return code;
    }

    /// <summary>Standard error without line breaks of its own: a message is a line, however wide the terminal.</summary>
    private static IAnsiConsole Unwrapped()
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });
        console.Profile.Width = int.MaxValue;
        return console;
    }
}
