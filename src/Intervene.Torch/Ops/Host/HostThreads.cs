using System.Diagnostics;
using System.Runtime.ExceptionServices;

namespace Intervene.Torch.Ops.Host;

/// <summary>
/// Threads for work that is over in microseconds. After a piece of work they look out for the next one for a moment before they sleep, since to wake
/// a thread takes longer than many a piece of work; while they look out they give way to other threads. The caller's thread takes a part itself.
/// </summary>
internal sealed class HostThreads
{
    private static readonly long Moment = Stopwatch.Frequency / 10_000; // 0.1 ms
    private static readonly Lock Gate = new();
    private static HostThreads[] _workers = [];

    [ThreadStatic]
    private static bool _inside;

    private readonly ManualResetEventSlim _wake = new(false, 0);
    private volatile Action? _work;

    private HostThreads(int number) => new Thread(Loop) { IsBackground = true, Name = $"host rows {number}" }.Start();

    /// <summary>
    /// Runs work(0) … work(parts − 1), the first on this thread. Callers on several threads take turns; work within work runs on its own thread.
    /// </summary>
    /// <exception cref="Exception">What the first part that failed has thrown.</exception>
    public static void Run(int parts, Action<int> work)
    {
        if (_inside || parts == 1)
        {
            for (var part = 0; part < parts; part++)
            {
                work(part);
            }

            return;
        }

        lock (Gate)
        {
            while (_workers.Length < parts - 1)
            {
                _workers = [.. _workers, new HostThreads(_workers.Length + 1)];
            }

            var left = parts - 1;
            var faults = new Exception?[parts];
            for (var part = 1; part < parts; part++)
            {
                var mine = part;
                _workers[part - 1].Start(() =>
                {
                    Try(work, mine, faults);
                    Interlocked.Decrement(ref left);
                });
            }

            Try(work, 0, faults);
            for (var wait = new SpinWait(); Volatile.Read(ref left) > 0;)
            {
                wait.SpinOnce(sleep1Threshold: -1);
            }

            if (Array.Find(faults, fault => fault is not null) is { } first)
            {
                ExceptionDispatchInfo.Throw(first);
            }
        }
    }

    private static void Try(Action<int> work, int part, Exception?[] faults)
    {
        _inside = true;
        try
        {
            work(part);
        }
        catch (Exception fault)
        {
            faults[part] = fault;
        }
        finally
        {
            _inside = false;
        }
    }

    private void Start(Action next)
    {
        _work = next;
        _wake.Set();
    }

    private void Loop()
    {
        while (true)
        {
            for (var start = Stopwatch.GetTimestamp(); _work is null && Stopwatch.GetTimestamp() - start < Moment;)
            {
                Thread.SpinWait(10);
                Thread.Yield();
            }

            if (_work is { } next)
            {
                _work = null;
                _wake.Reset(); // before the work: whoever starts the next piece has seen the end of this one
                next();
            }
            else
            {
                _wake.Wait();
            }
        }
    }
}
