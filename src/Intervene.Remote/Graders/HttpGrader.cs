using System.Threading.Channels;
using Intervene.Completions;
using Intervene.Options;
using Intervene.Problems;
using Intervene.Rewards;

namespace Intervene.Remote.Graders;

/// <summary>
/// A verifier that is a server of the user's, asked in OpenRLHF's shape. Rows that wait together go together. What fails after all tries is the
/// verdict of its rows, and a batch that is refused is asked again row by row, so that a bad row fails alone. Threads may share it.
/// </summary>
public sealed class HttpGrader : IGrader, IDisposable
{
    private const int BatchesAtOnce = 4;
    private readonly HttpGraderOptions _options;
    private readonly GraderClient _client;
    private readonly Channel<Waiting> _waiting = Channel.CreateUnbounded<Waiting>();
    private readonly CancellationTokenSource _closed = new();
    private readonly Task[] _senders;
    private volatile bool _hasGraded;

    /// <summary>Makes a grader.</summary>
    /// <param name="options">The server.</param>
    /// <param name="handler">Carries the requests; null for the network.</param>
    /// <param name="firstWait">The wait before the second try, doubled before each further one; null for a second.</param>
    /// <exception cref="InterveneException">The variable of the key is not set.</exception>
    public HttpGrader(HttpGraderOptions options, HttpMessageHandler? handler = null, TimeSpan? firstWait = null)
    {
        (_options, _client) = (options, new GraderClient(options, handler, firstWait));
        _senders = [.. Enumerable.Range(0, BatchesAtOnce).Select(_ => Task.Run(SendAsync))];
    }

    /// <inheritdoc/>
    /// <exception cref="InterveneException">The server cannot be reached, or has no such address, before it has graded anything.</exception>
    public async ValueTask<Grade> GradeAsync(Problem problem, string response, FinishReason finish, CancellationToken cancellation)
    {
        var grade = new TaskCompletionSource<Grade>(TaskCreationOptions.RunContinuationsAsynchronously);
        await _waiting.Writer.WriteAsync(
            new Waiting(new GraderRow(problem.Id, problem.Question, problem.Answer, response), grade), cancellation).ConfigureAwait(false);
        return await grade.Task.WaitAsync(cancellation).ConfigureAwait(false);
    }

    /// <summary>Ends what is under way.</summary>
    public void Dispose()
    {
        _waiting.Writer.TryComplete();
        _closed.Cancel();
        Task.WhenAll(_senders).GetAwaiter().GetResult();
        _client.Dispose();
        _closed.Dispose();
    }

    private async Task SendAsync()
    {
        try
        {
            while (await _waiting.Reader.WaitToReadAsync(_closed.Token).ConfigureAwait(false))
            {
                var batch = new List<Waiting>();
                while (batch.Count < _options.Batch && _waiting.Reader.TryRead(out var waiting))
                {
                    batch.Add(waiting);
                }

                if (batch.Count > 0)
                {
                    await GradeAsync(batch).ConfigureAwait(false);
                }
            }
        }
        catch (OperationCanceledException)
        {
            // closed: whoever still waits gave up with the run
        }
    }

    private async Task GradeAsync(List<Waiting> batch)
    {
        try
        {
            var grades = await _client.PostAsync([.. batch.Select(waiting => waiting.Row)], _closed.Token).ConfigureAwait(false);
            _hasGraded = true;
            foreach (var (waiting, grade) in batch.Zip(grades))
            {
                waiting.Grade.TrySetResult(grade);
            }
        }
        catch (GraderFault fault) when (batch.Count > 1 && fault.Verdict != GraderFault.Unreachable)
        {
            foreach (var waiting in batch)
            {
                await GradeAsync([waiting]).ConfigureAwait(false);
            }
        }
        catch (GraderFault fault)
        {
            foreach (var waiting in batch)
            {
                Settle(waiting.Grade, fault);
            }
        }
    }

    private void Settle(TaskCompletionSource<Grade> grade, GraderFault fault)
    {
        if (_hasGraded || fault.Verdict != GraderFault.Unreachable)
        {
            grade.TrySetResult(new Grade(null, fault.Verdict, fault.Message));
        }
        else
        {
            grade.TrySetException(new InterveneException(
                $"verifier.url: {_options.Url}: {fault.Message}. Expected a server that answers POST "
                    + $"{{\"query\":[],\"prompts\":[],\"labels\":[]}} with {{\"rewards\":[]}}.", fault));
        }
    }

    private sealed record Waiting(GraderRow Row, TaskCompletionSource<Grade> Grade);
}
