using Intervene.Cli.Output;

namespace Intervene.Cli.Tests.Hardening;

/// <summary>
/// The program within the test's process: many command lines in the time that one start takes. A signal ends the test run, which is a failure too.
/// </summary>
internal static class InProcess
{
    /// <summary>Runs a command line.</summary>
    public static (int Code, string Output, string Errors) Run(params string[] arguments)
    {
        var (output, errors, console) = (Console.Out, Console.Error, Faults.Console);
        using StringWriter written = new(), told = new();
        Console.SetOut(written);
        Console.SetError(told);
        try
        {
            return (Program.Main(arguments), written.ToString(), told.ToString());
        }
        finally
        {
            Console.SetOut(output);
            Console.SetError(errors);
            Faults.Console = console;
        }
    }
}
