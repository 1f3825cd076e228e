using System.Runtime.CompilerServices;
using Intervene.Cli.Output;

namespace Intervene.Cli.Tests.EndToEnd;

/// <summary>
/// The program within the test's process: many command lines in the time that one start takes. A signal ends the test run, which is a failure too.
/// The streams belong to one command line at a time; nothing else in this process prints, so tests that start processes go on beside it.
/// </summary>
internal static class InProcess
{
    private static readonly Lock Gate = new();

    /// <summary>Runs a command line.</summary>
    public static (int Code, string Output, string Errors) Run(params string[] arguments)
    {
        using StringWriter output = new(), errors = new();
        var code = Captured(output, errors, () => Program.Main(arguments));
        return (code, output.ToString(), errors.ToString());
    }

    /// <summary>Does something whose streams are these.</summary>
    public static T Captured<T>(TextWriter written, TextWriter told, Func<T> run)
    {
        lock (Gate)
        {
            var (output, errors, console) = (Console.Out, Console.Error, Faults.Console);
            Console.SetOut(written);
            Console.SetError(told);
            try
            {
                return run();
            }
            finally
            {
                Console.SetOut(output);
                Console.SetError(errors);
                Faults.Console = console;
            }
        }
    }

    /// <summary>One thread, as in the processes: libtorch takes the number when it loads.</summary>
    [ModuleInitializer]
    internal static void UseOneThread() => Environment.SetEnvironmentVariable("INTERVENE_THREADS", "1");
}
