using System.Collections.Concurrent;
using Intervene.Completions;
using Intervene.Options;
using Intervene.Problems;
using Intervene.Rewards;

namespace Intervene.Remote.Graders;

/// <summary>
/// A verifier that is a program of the user's: it is kept alive, gets a line <c>{"id","gold","response"}</c> and answers with a line
/// <c>{"id","reward","verdict","reason"}</c>, one row at a time. A row over the time limit, a process that dies and an answer that is none are
/// verdicts of that row alone; the process is then started anew. Threads may share it.
/// </summary>
public sealed class CommandGrader : IGrader, IDisposable
{
    private const int Tries = 2;
    private const int DeathsBeforeTheFirstGrade = 3;
    private readonly CommandGraderOptions _options;
    private readonly TimeSpan _limit;
    private readonly SemaphoreSlim _free;
    private readonly ConcurrentBag<GraderProcess> _idle = [];
    private volatile bool _hasGraded;
    private int _deaths;

    /// <summary>Makes a grader; nothing is started yet.</summary>
    /// <param name="options">The program, its time limit and how many of it run side by side.</param>
    public CommandGrader(CommandGraderOptions options) =>
        (_options, _limit, _free) = (options, TimeSpan.FromSeconds(options.TimeoutSeconds), new SemaphoreSlim(options.Processes));

    /// <inheritdoc/>
    /// <exception cref="InterveneException">The program cannot be started, or ends again and again before it has graded anything.</exception>
    public async ValueTask<Grade> GradeAsync(Problem problem, string response, FinishReason finish, CancellationToken cancellation)
    {
        var row = new GraderRow(problem.Id, problem.Question, problem.Answer, response);
        await _free.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            for (var attempt = 1; ; attempt++)
            {
                try
                {
                    return await AskAsync(row, cancellation).ConfigureAwait(false);
                }
                catch (GraderFault fault) when (fault.IsWorthAnotherTry && attempt < Tries)
                {
                    Require(fault);
                }
                catch (GraderFault fault)
                {
                    Require(fault);
                    return new Grade(null, fault.Verdict, fault.Message);
                }
            }
        }
        finally
        {
            _free.Release();
        }
    }

    /// <summary>Ends the processes.</summary>
    public void Dispose()
    {
        while (_idle.TryTake(out var process))
        {
            process.Dispose();
        }

        _free.Dispose();
    }

    private async Task<Grade> AskAsync(GraderRow row, CancellationToken cancellation)
    {
        var process = _idle.TryTake(out var idle) ? idle : GraderProcess.Start(_options.Run);
        try
        {
            var grade = await process.AskAsync(row, _limit, cancellation).ConfigureAwait(false);
            _hasGraded = true;
            _idle.Add(process);
            return grade;
        }
        catch
        {
            process.Dispose();
            throw;
        }
    }

    /// <summary>A program that never grades is a fault of the recipe, not of its rows.</summary>
    private void Require(GraderFault fault)
    {
        if (fault.Verdict == GraderFault.Died && !_hasGraded && Interlocked.Increment(ref _deaths) >= DeathsBeforeTheFirstGrade)
        {
            throw new InterveneException(
                $"verifier.run: '{string.Join(' ', _options.Run)}' ended {_deaths} times before it graded a row: {fault.Message}. "
                + "Expected a program that reads lines {\"id\",\"gold\",\"response\"} until its input ends, and answers each with a line "
                    + "{\"id\",\"reward\",\"verdict\",\"reason\"}, flushed.");
        }
    }
}
