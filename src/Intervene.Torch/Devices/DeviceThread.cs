using System.Collections.Concurrent;

namespace Intervene.Torch.Devices;

/// <summary>
/// The thread that owns a device: its jobs run one after the other, each to its end, in the order in which they come. Torch never awaits; who waits
/// for a job waits elsewhere.
/// </summary>
public sealed class DeviceThread
{
    private readonly BlockingCollection<Action> _jobs = [];
    private readonly Thread _thread;

    private DeviceThread(string name)
    {
        _thread = new Thread(Loop) { IsBackground = true, Name = name };
        _thread.Start();
    }

    /// <summary>The host's.</summary>
    public static DeviceThread Host { get; } = new("torch host");

    /// <summary>Puts a job in line. It must not throw.</summary>
    public void Post(Action job) => _jobs.Add(job);

    /// <summary>Puts a job in line and gives its result when it has run; on the device's own thread it runs at once.</summary>
    /// <exception cref="Exception">What the job has thrown.</exception>
    public T Run<T>(Func<T> job) => Thread.CurrentThread == _thread ? job() : RunAsync(job).GetAwaiter().GetResult();

    /// <summary>Puts a job in line; its result, or what it throws, comes with the task. A job must not wait for another.</summary>
    public Task<T> RunAsync<T>(Func<T> job)
    {
        var done = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        Post(() =>
        {
            try
            {
                done.SetResult(job());
            }
            catch (Exception fault)
            {
                done.SetException(fault);
            }
        });
        return done.Task;
    }

    /// <summary>Refuses to wait on the device's own thread.</summary>
    /// <exception cref="InvalidOperationException">This is it.</exception>
    public void RequireElsewhere()
    {
        if (Thread.CurrentThread == _thread)
        {
            throw new InvalidOperationException($"The thread '{_thread.Name}' would wait for its own work; expected another thread.");
        }
    }

    private void Loop()
    {
        foreach (var job in _jobs.GetConsumingEnumerable())
        {
            job();
        }
    }
}
