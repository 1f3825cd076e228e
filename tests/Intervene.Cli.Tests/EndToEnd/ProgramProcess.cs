using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;

namespace Intervene.Cli.Tests.EndToEnd;

/// <summary>The program as its user starts it: a process with arguments, an exit code and two streams.</summary>
internal sealed partial class ProgramProcess : IDisposable
{
    private const int Sigterm = 15;
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(10); // it hangs, however busy the machine
    private static readonly string Dotnet = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";
    private static readonly string[] Program = ["exec", Path.Combine(AppContext.BaseDirectory, "intervene.dll")];
    private readonly Process _process;
    private readonly StringBuilder _output = new(), _errors = new();

    private ProgramProcess(string command, IEnumerable<string> arguments, params (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo(command)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = AppContext.BaseDirectory,
            Environment = { ["INTERVENE_THREADS"] = "1", ["NO_COLOR"] = "1", ["DOTNET_TC_QuickJitForLoops"] = "1" }, // most of a short run is JIT
        };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        _process = Process.Start(start)!;
        _process.OutputDataReceived += (_, line) => Add(_output, line.Data);
        _process.ErrorDataReceived += (_, line) => Add(_errors, line.Data);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    public string Output => Text(_output);

    public string Errors => Text(_errors);

    public int Id => _process.Id;

    public bool HasExited => _process.HasExited;

    public static ProgramProcess Start(params string[] arguments) => new(Dotnet, [.. Program, .. arguments]);

    /// <summary>Runs to the end.</summary>
    public static (int Code, string Output, string Errors) Run(params string[] arguments)
    {
        using var program = Start(arguments);
        return (program.Wait(), program.Output, program.Errors);
    }

    /// <summary>Runs with bounded managed memory and time; what takes longer is killed, and its code is then that of the signal.</summary>
    public static (int Code, string Output, string Errors) RunWithin(int bytes, TimeSpan time, params string[] arguments)
    {
        const string script = "export DOTNET_GCHeapHardLimit=\"$1\"; seconds=\"$2\"; shift 2; exec timeout -s KILL \"$seconds\" \"$@\"";
        string[] bounds = [bytes.ToString("X", CultureInfo.InvariantCulture), ((int)time.TotalSeconds).ToString(CultureInfo.InvariantCulture)];
        using var program = new ProgramProcess("bash", ["-c", script, "bash", .. bounds, Dotnet, .. Program, .. arguments]);
        return (program.Wait(), program.Output, program.Errors);
    }

    /// <summary>Runs where no file may grow beyond a number of KiB, as on a full disk.</summary>
    public static (int Code, string Output, string Errors) RunWithFileLimit(int kibibytes, params string[] arguments)
    {
        const string script = "trap '' XFSZ; ulimit -f \"$1\"; shift; export DOTNET_EnableWriteXorExecute=0; exec \"$@\"";
        using var program = new ProgramProcess("bash", ["-c", script, "bash", $"{kibibytes}", Dotnet, .. Program, .. arguments]);
        return (program.Wait(), program.Output, program.Errors);
    }

    /// <summary>Runs after a line of the shell, e.g. in another folder or with a stream closed.</summary>
    public static (int Code, string Output, string Errors) RunAfter(string line, params string[] arguments)
    {
        using var program = new ProgramProcess("bash", ["-c", $"{line}; exec \"$@\"", "bash", Dotnet, .. Program, .. arguments]);
        return (program.Wait(), program.Output, program.Errors);
    }

    /// <summary>Runs as a user for whom permissions count: root keeps its files and loses its capabilities.</summary>
    public static (int Code, string Output, string Errors) RunOrdinary(params string[] arguments)
    {
        if (!Environment.IsPrivilegedProcess)
        {
            return Run(arguments);
        }

        using var program = new ProgramProcess("setpriv", ["--bounding-set", "-all", "--inh-caps", "-all", Dotnet, .. Program, .. arguments]);
        return (program.Wait(), program.Output, program.Errors);
    }

    /// <summary>Runs to the end; the libraries are those that the dynamic linker says it mapped into the process.</summary>
    public static (int Code, string Output, string Errors, string Libraries) RunWatched(params string[] arguments)
    {
        var log = Directory.CreateTempSubdirectory("intervene-linker-").FullName;
        try
        {
            using var program = new ProgramProcess(
                Dotnet, [.. Program, .. arguments], ("LD_DEBUG", "files"), ("LD_DEBUG_OUTPUT", Path.Combine(log, "files")));
            return (program.Wait(), program.Output, program.Errors, string.Concat(Directory.EnumerateFiles(log).Select(File.ReadAllText)));
        }
        finally
        {
            Directory.Delete(log, recursive: true);
        }
    }

    public int Wait()
    {
        Assert.True(_process.WaitForExit(Longest), $"The program still runs: {Output}{Errors}");
        _process.WaitForExit();
        return _process.ExitCode;
    }

    /// <summary>Waits until something is so, or the program has ended.</summary>
    public void Until(Func<bool> reached)
    {
        while (!_process.HasExited && !reached())
        {
            Thread.Sleep(5);
        }
    }

    /// <summary>SIGKILL.</summary>
    public void Kill()
    {
        _process.Kill();
        _process.WaitForExit();
    }

    /// <summary>SIGTERM.</summary>
    public void Terminate() => Assert.Equal(0, Signal(_process.Id, Sigterm));

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        _process.Dispose();
    }

    private static void Add(StringBuilder text, string? line)
    {
        lock (text)
        {
            text.AppendLine(line);
        }
    }

    private static string Text(StringBuilder text)
    {
        lock (text)
        {
            return text.ToString();
        }
    }

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int Signal(int process, int signal);
}
