using Intervene.Completions;
using Intervene.Models;
using Intervene.Torch.Models;
using Intervene.Torch.Ops.Host;

namespace Intervene.Torch.Generation;

/// <summary>The rows that are decoded together: admits waiting samples in order, prefills their prompts, takes one step for all, and lets ended ones go.</summary>
internal sealed unsafe class DecodingBatch : IDisposable
{
    private readonly IReadOnlyList<CompletionRequest> _requests;
    private readonly ModelConfig _config;
    private readonly HashSet<int> _stopIds;
    private readonly StopTexts?[] _stopTexts;
    private readonly TorchCompleterOptions _options;
    private readonly Decoder _decoder;
    private readonly int _maxRows;
    private readonly Completion?[][] _done;
    private readonly int[] _remaining;
    private readonly int[] _prefixSlots;
    private readonly PriorityQueue<int, int> _freePrefixes = new();
    private readonly PriorityQueue<int, int> _freeSlots = new();
    private readonly List<RunningSample> _running = [];
    private readonly Dictionary<int, float[]> _promptLogits = [];
    private readonly float[] _scratch;
    private int _nextRequest;
    private int _nextSample;

    public DecodingBatch(CausalLanguageModel model, IReadOnlyList<CompletionRequest> requests, TorchCompleterOptions options)
    {
        _requests = requests;
        _options = options;
        _config = model.Config;
        _stopIds = [.. _config.StopIds];
        _stopTexts = [.. requests.Select(request => request.Sampling.Stop.Count > 0 ? new StopTexts(request.Sampling.Stop) : null)];
        var prompt = requests.Max(r => r.PromptIds.Length);
        var completion = requests.Max(r => Math.Min(r.Sampling.MaxTokens, _config.ContextLength - r.PromptIds.Length));
        _maxRows = Rows(options, prompt + completion);
        _decoder = new Decoder(model, _maxRows, Math.Min(_maxRows, requests.Count), prompt, _maxRows, completion);
        _done = [.. requests.Select(r => new Completion?[r.SampleCount])];
        _remaining = [.. requests.Select(r => r.SampleCount)];
        _prefixSlots = new int[requests.Count];
        _scratch = GC.AllocateUninitializedArray<float>(_maxRows * _config.VocabularySize, pinned: true);
        for (var i = 0; i < _maxRows; i++)
        {
            _freeSlots.Enqueue(i, i);
        }

        for (var i = 0; i < _decoder.Prefixes.Slots; i++)
        {
            _freePrefixes.Enqueue(i, i);
        }
    }

    /// <summary>The completions of a request once all have ended, else null.</summary>
    public IReadOnlyList<Completion>? Finished(int request) => _remaining[request] == 0 ? _done[request].Select(completion => completion!).ToArray() : null;

    /// <summary>Fills free rows with waiting samples; each prompt goes through the model once, and its last logits give all its samples their first token.</summary>
    public void Admit()
    {
        while (_nextRequest < _requests.Count && _freeSlots.Count > 0)
        {
            if (_nextSample == 0)
            {
                _prefixSlots[_nextRequest] = _freePrefixes.Dequeue();
                Prefill(_nextRequest);
            }

            var request = _requests[_nextRequest];
            var from = _running.Count;
            while (_nextSample < request.SampleCount && _freeSlots.Count > 0)
            {
                _running.Add(new RunningSample(_nextRequest, _nextSample++, _freeSlots.Dequeue()));
            }

            fixed (float* logits = _promptLogits[_nextRequest])
            {
                var address = (IntPtr)logits;
                Draw(from, _running.Count - from, _ => address);
            }

            if (_nextSample == request.SampleCount)
            {
                _promptLogits.Remove(_nextRequest);
                (_nextRequest, _nextSample) = (_nextRequest + 1, 0);
            }
        }

        Retire();
    }

    /// <summary>Samples the next token of every running row.</summary>
    public void Step()
    {
        if (_running.Count == 0)
        {
            return;
        }

        var rows = new DecoderRow[_running.Count];
        for (var i = 0; i < rows.Length; i++)
        {
            var sample = _running[i];
            rows[i] = new DecoderRow(sample.LastToken, _prefixSlots[sample.Request], _requests[sample.Request].PromptIds.Length, sample.Slot, sample.Length);
        }

        _decoder.Forward(rows);
        _decoder.Logits([.. Enumerable.Range(0, rows.Length)]);
        Draw(0, rows.Length, row => (IntPtr)_decoder.LogitsOf(row));
        Retire();
    }

    public void Dispose() => _decoder.Dispose();

    private int Rows(TorchCompleterOptions options, int positions)
    {
        var bytesPerRow = 2L * 2 * _config.Layers * _config.KeyValueHeads * _config.HeadWidth * positions * sizeof(float);
        var wanted = Math.Min(options.MaxRows, _requests.Sum(r => (long)r.SampleCount));
        return (int)Math.Clamp(options.CacheBytes / bytesPerRow, 1, Math.Max(1, wanted));
    }

    private void Prefill(int request)
    {
        var prompt = _requests[request].PromptIds;
        var slot = _prefixSlots[request];
        var last = 0;
        for (var from = 0; from < prompt.Length; from += _maxRows)
        {
            var rows = new DecoderRow[Math.Min(_maxRows, prompt.Length - from)];
            for (var i = 0; i < rows.Length; i++)
            {
                rows[i] = new DecoderRow(prompt[from + i], slot, from + i + 1, -1, 0);
            }

            _decoder.Forward(rows);
            last = rows.Length - 1;
        }

        _decoder.Logits([last]);
        _promptLogits[request] = new ReadOnlySpan<float>(_decoder.LogitsOf(0), _config.VocabularySize).ToArray();
    }

    /// <summary>Samples a token for each of some running rows; rows are independent, so the threads that share them do not matter.</summary>
    private void Draw(int from, int count, Func<int, IntPtr> logitsOf)
    {
        var vocabulary = _config.VocabularySize;
        HostRows.ForEach(count, HostRows.Parts(count, vocabulary * 4L), (_, first, end) =>
        {
            for (var row = (int)first; row < end; row++)
            {
                var sample = _running[from + row];
                var request = _requests[sample.Request];
                var uniform = request.Key.Uniform(request.FirstSample + sample.Index, sample.Length);
                fixed (float* work = &_scratch[row * vocabulary])
                {
                    var (token, logProb) = Sampler.Draw((float*)logitsOf(row), vocabulary, request.Sampling, uniform, work);
                    sample.Add(token, logProb, Finish(sample, token));
                }
            }
        });
        for (var row = from; _options.Sampled is not null && row < from + count; row++)
        {
            _options.Sampled(_running[row].Request, _requests[_running[row].Request].FirstSample + _running[row].Index, _running[row].LastToken);
        }
    }

    private FinishReason? Finish(RunningSample sample, int token) => (_requests[sample.Request], sample.Length + 1) switch
    {
        _ when _stopIds.Contains(token) => FinishReason.Stop,
        _ when _stopTexts[sample.Request] is { } stop && stop.Reached(sample.Tail, _options.TokenBytes!(token)) => FinishReason.Stop,
        var (request, length) when length >= request.Sampling.MaxTokens => FinishReason.Length,
        var (request, length) when request.PromptIds.Length + length >= _config.ContextLength => FinishReason.Context,
        _ => null,
    };

    private void Retire()
    {
        foreach (var sample in _running)
        {
            if (sample.Finish is null)
            {
                continue;
            }

            _done[sample.Request][sample.Index] = sample.ToCompletion(_requests[sample.Request].FirstSample);
            _freeSlots.Enqueue(sample.Slot, sample.Slot);
            if (--_remaining[sample.Request] == 0)
            {
                _freePrefixes.Enqueue(_prefixSlots[sample.Request], _prefixSlots[sample.Request]);
            }
        }

        _running.RemoveAll(sample => sample.Finish is not null);
    }
}
