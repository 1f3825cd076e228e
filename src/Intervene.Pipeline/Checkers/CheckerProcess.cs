using System.ComponentModel;
using System.Diagnostics;
using System.Text;

namespace Intervene.Pipeline.Checkers;

/// <summary>A running checker: a line in, a line out. What it writes to its error stream is kept for messages, the last of it.</summary>
internal sealed class CheckerProcess : IDisposable
{
    private const int LongestLine = 1 << 20;
    private const int KeptErrors = 2000;

    private readonly Process _process;
    private readonly StringBuilder _errors = new();

    private CheckerProcess(Process process)
    {
        _process = process;
        process.ErrorDataReceived += (_, line) => Keep(line.Data);
        process.BeginErrorReadLine();
    }

    /// <summary>The last of what the process said on its error stream, without control characters.</summary>
    public string Errors
    {
        get
        {
            lock (_errors)
            {
                return _errors.ToString().Trim();
            }
        }
    }

    /// <summary>Starts a program without a shell.</summary>
    /// <param name="command">The program and its arguments.</param>
    /// <exception cref="InterveneException">It cannot be started.</exception>
    public static CheckerProcess Start(IReadOnlyList<string> command)
    {
        var start = new ProcessStartInfo(command[0])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            StandardInputEncoding = new UTF8Encoding(false),
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
        };
        foreach (var argument in command.Skip(1))
        {
            start.ArgumentList.Add(argument);
        }

        try
        {
            return new CheckerProcess(Process.Start(start)!);
        }
        catch (Exception fault) when (fault is Win32Exception or IOException or InvalidOperationException)
        {
            throw new InterveneException(
                $"The checker {command[0]} cannot be started: {fault.Message} Expected the path of a program, or a name on the PATH.", fault);
        }
    }

    /// <summary>Writes a line and reads the next one; null where the process has ended.</summary>
    /// <exception cref="InvalidDataException">The line is longer than a megabyte.</exception>
    public async Task<string?> AskAsync(string line, CancellationToken cancellation)
    {
        try
        {
            await _process.StandardInput.WriteAsync((line + "\n").AsMemory(), cancellation).ConfigureAwait(false);
            await _process.StandardInput.FlushAsync(cancellation).ConfigureAwait(false);
        }
        catch (IOException)
        {
            return null;
        }

        return await ReadLineAsync(cancellation).ConfigureAwait(false);
    }

    /// <summary>Ends the process and all that it started.</summary>
    public void Dispose()
    {
        try
        {
            _process.Kill(entireProcessTree: true);
            _process.WaitForExit(TimeSpan.FromSeconds(5));
        }
        catch (Exception fault) when (fault is InvalidOperationException or Win32Exception or NotSupportedException)
        {
            // It has ended already.
        }

        _process.Dispose();
    }

    private async Task<string?> ReadLineAsync(CancellationToken cancellation)
    {
        var line = new StringBuilder();
        var one = new char[1];
        while (await _process.StandardOutput.ReadAsync(one.AsMemory(), cancellation).ConfigureAwait(false) > 0)
        {
            if (one[0] == '\n')
            {
                if (line.ToString().Trim() is { Length: > 0 } text)
                {
                    return text;
                }

                line.Clear();
            }
            else if (line.Append(one[0]).Length > LongestLine)
            {
                throw new InvalidDataException("a line of more than a megabyte");
            }
        }

        return line.ToString().Trim() is { Length: > 0 } rest ? rest : null;
    }

    private void Keep(string? line)
    {
        lock (_errors)
        {
            _errors.Append(string.Concat((line ?? "").Where(c => !char.IsControl(c)))).Append(' ');
            if (_errors.Length > KeptErrors)
            {
                _errors.Remove(0, _errors.Length - KeptErrors);
            }
        }
    }
}
