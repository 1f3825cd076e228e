using Spectre.Console;

namespace Intervene.Cli.Output;

/// <summary>The process's two streams: guarded for texts, bare for what the program itself draws.</summary>
internal static class Streams
{
    private static TextWriter _output = Console.Out;
    private static TextWriter _error = Console.Error;
    private static bool _isGuarded;

    /// <summary>Where a model's own text goes: as it is into a file or a pipe, harmless onto a terminal.</summary>
    public static TextWriter Data => Console.IsOutputRedirected && _isGuarded ? _output : Console.Out;

    /// <summary>Puts a guard before both streams: from here on <see cref="Console"/> prints nothing that a terminal obeys.</summary>
    public static void Guard()
    {
        _isGuarded = true;
        (_output, _error) = (Console.Out, Console.Error);
        AnsiConsole.Console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(_output) });
        Faults.Console = Unwrapped(_error);
        Console.SetOut(new HarmlessWriter(_output));
        Console.SetError(new HarmlessWriter(_error));
    }

    /// <summary>A count that renews itself on a terminal's error stream; nothing elsewhere.</summary>
    /// <param name="text">The count; an empty one clears the line.</param>
    public static void Count(string text)
    {
        if (!Console.IsErrorRedirected)
        {
            _error.Write($"\r{text}\u001b[K");
        }
    }

    /// <summary>A console without line breaks of its own: a message is a line, however wide the terminal.</summary>
    public static IAnsiConsole Unwrapped(TextWriter writer)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(writer) });
        console.Profile.Width = int.MaxValue;
        return console;
    }
}
