using System.ComponentModel;
using System.Diagnostics;
using System.Text;
using Intervene.Rewards;

namespace Intervene.Remote.Graders;

/// <summary>A running process that grades one row after another.</summary>
internal sealed class GraderProcess : IDisposable
{
    private const int LongestLine = 1 << 20;
    private const int KeptErrors = 2000;
    private static readonly TimeSpan LastWords = TimeSpan.FromSeconds(2);
    private readonly Process _process;
    private readonly StringBuilder _errors = new();
    private readonly byte[] _buffer = new byte[LongestLine];
    private int _filled;

    private GraderProcess(Process process)
    {
        _process = process;
        process.ErrorDataReceived += (_, line) => Keep(line.Data);
        process.BeginErrorReadLine();
    }

    /// <summary>Starts the process, without a shell.</summary>
    /// <exception cref="InterveneException">It cannot be started.</exception>
    public static GraderProcess Start(IReadOnlyList<string> run)
    {
        var start =
            new ProcessStartInfo(run[0])
            {
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                UseShellExecute = false,
            };
        foreach (var argument in run.Skip(1))
        {
            start.ArgumentList.Add(argument);
        }

        try
        {
            return new GraderProcess(Process.Start(start)!);
        }
        catch (Win32Exception fault)
        {
            throw new InterveneException(
                $"verifier.run: '{run[0]}' cannot be started: {fault.Message}. Name a program that this user may run, and its arguments, as a "
                    + $"list.", fault);
        }
    }

    /// <summary>Grades a row. After a fault the process is of no more use.</summary>
    /// <exception cref="GraderFault">There is no grade.</exception>
    public async Task<Grade> AskAsync(GraderRow row, TimeSpan limit, CancellationToken cancellation)
    {
        var exchange = ExchangeAsync(GraderLine.Write(row));
        try
        {
            return GraderLine.Read(await exchange.WaitAsync(limit, cancellation).ConfigureAwait(false), row);
        }
        catch (TimeoutException)
        {
            End(exchange);
            throw new GraderFault(
                GraderFault.TimedOut, FormattableString.Invariant($"no answer within {limit.TotalSeconds:0.###} s"), isWorthAnotherTry: false);
        }
        catch (OperationCanceledException)
        {
            End(exchange);
            throw;
        }
        catch (IOException)
        {
            throw await DiedAsync().ConfigureAwait(false);
        }
    }

    /// <summary>Ends the process and all that it started.</summary>
    public void Dispose()
    {
        Kill();
        _process.Dispose();
    }

    private async Task<string> ExchangeAsync(byte[] line)
    {
        await _process.StandardInput.BaseStream.WriteAsync(line).ConfigureAwait(false);
        await _process.StandardInput.BaseStream.FlushAsync().ConfigureAwait(false);
        var output = _process.StandardOutput.BaseStream;
        var searched = 0;
        while (true)
        {
            if (_buffer.AsSpan(searched, _filled - searched).IndexOf((byte)'\n') is >= 0 and var end)
            {
                return Take(searched + end);
            }

            searched = _filled;
            if (_filled == LongestLine)
            {
                throw new GraderFault(
                    GraderFault.Unreadable, $"the verifier wrote a line of more than {LongestLine} bytes", isWorthAnotherTry: false);
            }

            var read = await output.ReadAsync(_buffer.AsMemory(_filled)).ConfigureAwait(false);
            _filled += read > 0 ? read : throw new EndOfStreamException();
        }
    }

    private string Take(int length)
    {
        var line = Encoding.UTF8.GetString(_buffer, 0, length);
        _filled -= length + 1;
        Buffer.BlockCopy(_buffer, length + 1, _buffer, 0, _filled);
        return line;
    }

    private void End(Task exchange)
    {
        Kill();
        exchange.ContinueWith(static ended => _ = ended.Exception, TaskScheduler.Default); // whatever it still says is of no interest
    }

    private async Task<GraderFault> DiedAsync()
    {
        using var limit = new CancellationTokenSource(LastWords);
        try
        {
            await _process.WaitForExitAsync(limit.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            Kill(); // it closed its output and lives on
        }

        string said;
        lock (_errors)
        {
            said = GraderText.Line(_errors.ToString());
        }

        var how = _process.HasExited ? $"it ended with code {_process.ExitCode}" : "it closed its output";
        return new GraderFault(GraderFault.Died, said.Length == 0 ? $"{how} without a word" : $"{how}: {said}", isWorthAnotherTry: true);
    }

    private void Keep(string? line)
    {
        lock (_errors)
        {
            _errors.Append(line).Append('\n');
            if (_errors.Length > KeptErrors)
            {
                _errors.Remove(0, _errors.Length - KeptErrors);
            }
        }
    }

    private void Kill()
    {
        try
        {
            _process.Kill(entireProcessTree: true);
        }
        catch (Exception fault) when (fault is InvalidOperationException or Win32Exception or AggregateException)
        {
            // it has ended already
        }
    }
}
