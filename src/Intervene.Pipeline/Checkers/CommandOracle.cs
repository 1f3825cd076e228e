using Intervene.Interventions;
using Intervene.Interventions.Exchange;

namespace Intervene.Pipeline.Checkers;

/// <summary>An oracle that is a program of the user's: an attempt a line in, what it found a line out (<see cref="CheckerLines"/>).</summary>
/// <remarks>
/// The program is started with the first question and kept alive. One that does not answer in time is ended; one that has ended, by itself or so, is
/// started anew with the next question, and a question that it died on is asked once more.
/// </remarks>
/// <param name="command">The program and its arguments; no shell reads them.</param>
/// <param name="timeLimit">How long a reply may take.</param>
/// <param name="name">The oracle's name.</param>
public sealed class CommandOracle(IReadOnlyList<string> command, TimeSpan timeLimit, string name = "command") : IOracle, IDisposable
{
    private const int Tries = 2;

    private readonly SemaphoreSlim _turn = new(1, 1);
    private CheckerProcess? _process;

    /// <inheritdoc/>
    public string Name => name;

    /// <summary>How often the program was started.</summary>
    public int Starts { get; private set; }

    /// <inheritdoc/>
    /// <remarks>
    /// Refuses with <c>time_out</c>, <c>server_error</c> where the program cannot be started or ends without a reply, <c>unparsable</c>,
    /// <c>location_out_of_range</c>, <c>empty</c> or <c>no_error_found</c>.
    /// </remarks>
    public async Task<OracleReply> ProposeAsync(OracleQuestion question, CancellationToken cancellation)
    {
        await _turn.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            return await AskAsync(question, cancellation).ConfigureAwait(false);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Ends the program.</summary>
    public void Dispose()
    {
        End();
        _turn.Dispose();
    }

    private async Task<OracleReply> AskAsync(OracleQuestion question, CancellationToken cancellation)
    {
        var line = CheckerLines.Write(question);
        var said = "";
        for (var attempt = 0; attempt < Tries; attempt++)
        {
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            limit.CancelAfter(timeLimit);
            try
            {
                var process = _process ??= Start();
                if (await process.AskAsync(line, limit.Token).ConfigureAwait(false) is { } reply)
                {
                    return CheckerLines.Read(reply, question);
                }

                said = process.Errors;
                End();
            }
            catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
            {
                End();
                return OracleReply.Refused(RefusalReason.TimeOut,
                    FormattableString.Invariant($"{command[0]} gave no reply within {timeLimit.TotalSeconds:0.###} s"));
            }
            catch (OperationCanceledException)
            {
                // What it would still say belongs to no later question.
                End();
                throw;
            }
            catch (InvalidDataException fault)
            {
                End();
                return OracleReply.Refused(RefusalReason.Unparsable, $"{command[0]} wrote {fault.Message}");
            }
            catch (InterveneException fault)
            {
                return OracleReply.Refused(RefusalReason.ServerError, fault.Message);
            }
        }

        return OracleReply.Refused(RefusalReason.ServerError, $"{command[0]} ended without a reply{(said.Length > 0 ? $", and said: {said}" : "")}");
    }

    private CheckerProcess Start()
    {
        Starts++;
        return CheckerProcess.Start(command);
    }

    private void End()
    {
        _process?.Dispose();
        _process = null;
    }
}
