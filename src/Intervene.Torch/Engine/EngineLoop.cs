using Intervene.Completions;
using Intervene.Models;
using Intervene.Torch.Devices;
using Intervene.Torch.Models;

namespace Intervene.Torch.Engine;

/// <summary>
/// The engine's work on the device's thread: takes requests from a queue, and while there are any takes one step after the other, each a job of its
/// own, so that other work of the device comes between.
/// </summary>
internal sealed class EngineLoop
{
    private const int FillRows = 256; // rows of prompts in a forward pass
    private readonly Lock _gate = new();
    private readonly Queue<Entry> _inbox = [];
    private readonly DeviceThread _device;
    private readonly LocalEngineOptions _options;
    private readonly ModelConfig _config;
    private readonly HashSet<int> _stopIds;
    private readonly Runner _runner;
    private readonly Blocks _blocks;
    private readonly Scheduler _scheduler;
    private bool _isPumping, _isFilling, _isClosed;
    private volatile EngineLoad _load;

    /// <summary>Lays out a model's weights; on the device's thread.</summary>
    public EngineLoop(CausalLanguageModel model, LocalEngineOptions options, DeviceThread device)
    {
        (_config, _options, _device) = (model.Config, options, device);
        _stopIds = [.. _config.StopIds];
        _runner = new Runner(model, Math.Max(options.MaxRows, FillRows));
        _blocks = new Blocks(_runner.Layout, options.CacheBytes);
        _scheduler = new Scheduler(_blocks, options.MaxRows);
        _load = Measure();
    }

    /// <summary>What there is to do.</summary>
    public EngineLoad Load
    {
        get
        {
            lock (_gate)
            {
                return _load with { WaitingSamples = _load.WaitingSamples + _inbox.Sum(entry => entry.Samples) };
            }
        }
    }

    /// <summary>Puts a request in line; from any thread.</summary>
    public void Submit(Job job) => Enter(new Entry(job.Samples.Length, IsAlone: false, () =>
    {
        _blocks.Require(BlockLayout.Blocks(job.Request.PromptIds.Length) + BlockLayout.Blocks(job.MostTokens(_config.ContextLength)));
        _scheduler.Add(job);
    }));

    /// <summary>Puts the change to a model's present weights in line; it waits for the requests before it.</summary>
    /// <returns>Ends when the weights are laid out.</returns>
    public Task Update(CausalLanguageModel model)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Enter(new Entry(0, IsAlone: true, () =>
        {
            _blocks.Forget();
            _runner.Load(model);
            done.SetResult();
        }));
        return done.Task;
    }

    /// <summary>Ends all requests and frees all memory; on the device's thread.</summary>
    public void Close()
    {
        lock (_gate)
        {
            if (_isClosed)
            {
                return;
            }

            _isClosed = true;
        }

        while (_inbox.TryDequeue(out var entry))
        {
            entry.Begin();
        }

        Fail([.. _scheduler.Jobs], new OperationCanceledException("The engine was disposed."));
        _blocks.Dispose();
        _runner.Dispose();
    }

    private void Enter(Entry entry)
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_isClosed, typeof(LocalEngine));
            _inbox.Enqueue(entry);
            if (!_isPumping)
            {
                _isPumping = true;
                _device.Post(Pump);
            }
        }
    }

    private void Pump()
    {
        var isWorking = !_isClosed && Work();
        lock (_gate)
        {
            _isPumping = isWorking || _inbox.Count > 0;
            if (_isPumping)
            {
                _device.Post(Pump);
            }
        }
    }

    /// <summary>One step, where there is something to do.</summary>
    private bool Work()
    {
        while (NextEntry() is { } entry)
        {
            entry.Begin();
        }

        if (_scheduler.Jobs.Count > 0)
        {
            try
            {
                Step();
            }
            catch (Exception fault)
            {
                _blocks.Forget(); // what the broken step was to fill
                Fail([.. _scheduler.Jobs], fault is OutOfMemoryException ? NoMemory(fault) : fault);
            }
        }

        if (_scheduler.Jobs.Count == 0 && !_options.KeepsPrompts)
        {
            _blocks.Trim();
        }

        _load = Measure();
        return _scheduler.Jobs.Count > 0;
    }

    /// <summary>The next in line, unless it has to wait for those before it.</summary>
    private Entry? NextEntry()
    {
        lock (_gate)
        {
            return _inbox.TryPeek(out var entry) && !(entry.IsAlone && _scheduler.Jobs.Count > 0) ? _inbox.Dequeue() : null;
        }
    }

    /// <summary>
    /// Sends a piece of what is missing through the model, then gives every completion that goes on its next token. Where none goes on yet, whole
    /// prompts come first, so that completions begin together.
    /// </summary>
    private void Step()
    {
        foreach (var job in _scheduler.Jobs.Where(job => job.Cancellation.IsCancellationRequested).ToList())
        {
            Fail([job], new OperationCanceledException(job.Cancellation));
        }

        _isFilling |= !_scheduler.Running.Any(sample => sample.Ready);
        _scheduler.Admit();
        _isFilling &= Fill();
        if (_isFilling)
        {
            return;
        }

        var samples = _scheduler.Next();
        if (samples.Length == 0)
        {
            return;
        }

        _runner.Forward([.. samples.Select(s => new DecoderRow(s[^1], s.Job.Prompt, s.Job.Request.PromptIds.Length, s.Own, s.Length))]);
        foreach (var sample in samples)
        {
            sample.Own.Filled = sample.Length;
        }

        Draw(samples, [.. samples.Select((sample, row) => sample.NextDraw(row))]);
    }

    private bool Fill()
    {
        List<(Job Job, int Row)> ended = [];
        var rows = _scheduler.Missing(FillRows, ended);
        if (rows.Length == 0)
        {
            return false;
        }

        _runner.Forward(rows);
        if (ended.Count > 0)
        {
            Draw(
                [.. ended.SelectMany(end => end.Job.Samples)],
                [.. ended.SelectMany(end => end.Job.Samples.Select(sample => sample.NextDraw(end.Row)))]);
        }

        return true;
    }

    private void Draw(Sample[] samples, Draw[] draws)
    {
        var drawn = _runner.Sample(draws);
        for (var i = 0; i < samples.Length; i++)
        {
            var job = samples[i].Job;
            if (drawn[i].Token >= 0)
            {
                job.Take(samples[i], drawn[i], Finish(samples[i], drawn[i].Token));
            }
            else if (!job.IsOver)
            {
                Fail([job], NotFinite(samples[i], draws[i].Row));
            }
        }

        _scheduler.Retire(samples);
    }

    private FinishReason? Finish(Sample sample, int token) => (sample.Job.Request, sample.Length + 1) switch
    {
        _ when _stopIds.Contains(token) => FinishReason.Stop,
        _ when sample.Job.StopTexts is { } stop && stop.Reached(sample.Tail, _options.TokenBytes!(token)) => FinishReason.Stop,
        var (request, length) when length >= request.Sampling.MaxTokens => FinishReason.Length,
        var (request, length) when request.PromptIds.Length + length >= _config.ContextLength => FinishReason.Context,
        _ => null,
    };

    private void Fail(IReadOnlyList<Job> jobs, Exception fault)
    {
        foreach (var job in jobs)
        {
            _scheduler.Remove(job);
            job.End(fault);
        }
    }

    private InterveneException NotFinite(Sample sample, int row)
    {
        var layer = _runner.FirstNotFinite(row);
        var part = layer < 0 ? "the embedding of the token before"
            : layer == _config.Layers ? "the output head"
            : $"layer {layer} (of 0 … {_config.Layers - 1})";
        return new InterveneException(
            $"{sample.Job.Name}, sample {sample.Number}, token {sample.Length + 1}: the model's logits are not finite; "
            + $"{part} is the first part whose results are not. "
            + "Expected finite weights: look at the training that made them (grad_norm, learning rate), or fetch the model's files again.");
    }

    private static InterveneException NoMemory(Exception fault) => new(
        "Memory ran out on the keys and values of a single completion. Lower max_tokens, or free memory.", fault);

    private EngineLoad Measure() =>
        new(_scheduler.Waiting, _scheduler.Running.Count, _options.MaxRows, _blocks.Free, _blocks.Total, BlockLayout.Positions);

    /// <summary>What waits in line: a request, or a change of weights, which is done where there is no request.</summary>
    private sealed record Entry(int Samples, bool IsAlone, Action Begin);
}
