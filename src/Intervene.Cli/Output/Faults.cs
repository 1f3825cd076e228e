using System.Runtime.CompilerServices;
using Intervene.Torch.Training;
using Spectre.Console;

namespace Intervene.Cli.Output;

/// <summary>Turns faults into one message and an exit code that tells their kind.</summary>
internal static class Faults
{
    /// <summary>A fault that the message explains and the user can mend.</summary>
    public const int Mendable = 1;

    /// <summary>The command line is no command of the program.</summary>
    public const int Usage = 2;

    /// <summary>A fault of the program itself (EX_SOFTWARE of sysexits.h).</summary>
    public const int Internal = 70;

    /// <summary>Interrupted by a signal: 128 + SIGINT.</summary>
    public const int Interrupted = 130;

    private const string OutOfMemory =
        "Out of memory. Use a smaller batch (micro_batch_tokens, batch_size, fewer samples) or shorter completions (sampling.max_tokens), "
        + "or a machine with more. What was recorded before is kept.";

    /// <summary>Where messages go: standard error.</summary>
    public static IAnsiConsole Console { get; set; } = Streams.Unwrapped(System.Console.Error);

    /// <summary>Runs the program.</summary>
    public static int Guard(Func<int> run)
    {
        try
        {
            return run();
        }
        catch (Exception fault)
        {
            return Report(fault);
        }
    }

    /// <summary>Prints messages to standard error.</summary>
    public static int Report(IEnumerable<string> messages, int code)
    {
        try
        {
            foreach (var message in messages)
            {
                Console.MarkupLineInterpolated($"[red]error:[/] {TerminalText.Harmless(message)}");
            }
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or TypeInitializationException)
        {
            // Standard error is closed or full: the code alone tells.
        }

        return code;
    }

    private static int Report(Exception fault) => fault switch
    {
        OperationCanceledException => Report(["Interrupted. What was recorded is kept; start the same command again to go on."], Interrupted),
        InterveneException => Report([fault.Message], Mendable),
        TypeInitializationException or AggregateException when fault.InnerException is { } inner => Report(inner),
        _ when IsOutOfMemory(fault) => Report([OutOfMemory], Mendable),
        IOException => Report(
            [$"A file could not be read or written: {fault.Message.TrimEnd('.')}. What was recorded before is kept."], Mendable),
        UnauthorizedAccessException { Message: var said } when !said.Contains('\'') => Report( // of a file it names the path
            ["Standard output is closed, and what the command prints has no place. Leave it open, or name a file: > FILE."], Mendable),
        UnauthorizedAccessException => Report(
            [$"The file system refuses: {fault.Message} Choose a place that this user may read and write."], Mendable),
        _ => Report(
            [$"A fault of the program, not of its input: {fault} What was recorded before is kept. Please report it with this text."], Internal),
    };

    /// <summary>Apart from the rest, which must be able to tell that libtorch could not be loaded: naming its project's types loads it.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static bool IsOutOfMemory(Exception fault) => MemoryFault.Is(fault);
}
