using Intervene.Completions;
using Intervene.Torch.Models;
using Intervene.Torch.Ops.Host;

namespace Intervene.Torch.Generation;

/// <summary>The rows that are decoded together: admits waiting samples in order, prefills their prompts, takes one step for all, and lets ended ones go.</summary>
internal sealed unsafe class DecodingBatch : IDisposable
{
    private readonly IReadOnlyList<CompletionRequest> requests;
    private readonly ModelConfig config;
    private readonly HashSet<int> stopIds;
    private readonly StopTexts?[] stopTexts;
    private readonly TorchCompleterOptions options;
    private readonly Decoder decoder;
    private readonly int maxRows;
    private readonly Completion?[][] done;
    private readonly int[] remaining;
    private readonly int[] prefixSlots;
    private readonly PriorityQueue<int, int> freePrefixes = new();
    private readonly PriorityQueue<int, int> freeSlots = new();
    private readonly List<RunningSample> running = [];
    private readonly Dictionary<int, float[]> promptLogits = [];
    private readonly float[] scratch;
    private int nextRequest;
    private int nextSample;

    public DecodingBatch(CausalLanguageModel model, IReadOnlyList<CompletionRequest> requests, TorchCompleterOptions options)
    {
        this.requests = requests;
        this.options = options;
        config = model.Config;
        stopIds = [.. config.StopIds];
        stopTexts = [.. requests.Select(request => request.Sampling.Stop.Count > 0 ? new StopTexts(request.Sampling.Stop) : null)];
        var prompt = requests.Max(r => r.PromptIds.Length);
        var completion = requests.Max(r => Math.Min(r.Sampling.MaxTokens, config.ContextLength - r.PromptIds.Length));
        maxRows = Rows(options, prompt + completion);
        decoder = new Decoder(model, maxRows, Math.Min(maxRows, requests.Count), prompt, maxRows, completion);
        done = [.. requests.Select(r => new Completion?[r.SampleCount])];
        remaining = [.. requests.Select(r => r.SampleCount)];
        prefixSlots = new int[requests.Count];
        scratch = GC.AllocateUninitializedArray<float>(maxRows * config.VocabularySize, pinned: true);
        for (var i = 0; i < maxRows; i++)
        {
            freeSlots.Enqueue(i, i);
        }

        for (var i = 0; i < decoder.Prefixes.Slots; i++)
        {
            freePrefixes.Enqueue(i, i);
        }
    }

    /// <summary>The completions of a request once all have ended, else null.</summary>
    public IReadOnlyList<Completion>? Finished(int request) => remaining[request] == 0 ? done[request].Select(completion => completion!).ToArray() : null;

    /// <summary>Fills free rows with waiting samples; each prompt goes through the model once, and its last logits give all its samples their first token.</summary>
    public void Admit()
    {
        while (nextRequest < requests.Count && freeSlots.Count > 0)
        {
            if (nextSample == 0)
            {
                prefixSlots[nextRequest] = freePrefixes.Dequeue();
                Prefill(nextRequest);
            }

            var request = requests[nextRequest];
            var from = running.Count;
            while (nextSample < request.SampleCount && freeSlots.Count > 0)
            {
                running.Add(new RunningSample(nextRequest, nextSample++, freeSlots.Dequeue()));
            }

            fixed (float* logits = promptLogits[nextRequest])
            {
                var address = (IntPtr)logits;
                Draw(from, running.Count - from, _ => address);
            }

            if (nextSample == request.SampleCount)
            {
                promptLogits.Remove(nextRequest);
                (nextRequest, nextSample) = (nextRequest + 1, 0);
            }
        }

        Retire();
    }

    /// <summary>Samples the next token of every running row.</summary>
    public void Step()
    {
        if (running.Count == 0)
        {
            return;
        }

        var rows = new DecoderRow[running.Count];
        for (var i = 0; i < rows.Length; i++)
        {
            var sample = running[i];
            rows[i] = new DecoderRow(sample.LastToken, prefixSlots[sample.Request], requests[sample.Request].PromptIds.Length, sample.Slot, sample.Length);
        }

        decoder.Forward(rows);
        decoder.Logits([.. Enumerable.Range(0, rows.Length)]);
        Draw(0, rows.Length, row => (IntPtr)decoder.LogitsOf(row));
        Retire();
    }

    public void Dispose() => decoder.Dispose();

    private int Rows(TorchCompleterOptions options, int positions)
    {
        var bytesPerRow = 2L * 2 * config.Layers * config.KeyValueHeads * config.HeadWidth * positions * sizeof(float);
        var wanted = Math.Min(options.MaxRows, requests.Sum(r => (long)r.SampleCount));
        return (int)Math.Clamp(options.CacheBytes / bytesPerRow, 1, Math.Max(1, wanted));
    }

    private void Prefill(int request)
    {
        var prompt = requests[request].PromptIds;
        var slot = prefixSlots[request];
        var last = 0;
        for (var from = 0; from < prompt.Length; from += maxRows)
        {
            var rows = new DecoderRow[Math.Min(maxRows, prompt.Length - from)];
            for (var i = 0; i < rows.Length; i++)
            {
                rows[i] = new DecoderRow(prompt[from + i], slot, from + i + 1, -1, 0);
            }

            decoder.Forward(rows);
            last = rows.Length - 1;
        }

        decoder.Logits([last]);
        promptLogits[request] = new ReadOnlySpan<float>(decoder.LogitsOf(0), config.VocabularySize).ToArray();
    }

    /// <summary>Samples a token for each of some running rows; rows are independent, so the threads that share them do not matter.</summary>
    private void Draw(int from, int count, Func<int, IntPtr> logitsOf)
    {
        var vocabulary = config.VocabularySize;
        HostRows.ForEach(count, HostRows.Parts(count, vocabulary * 4L), (_, first, end) =>
        {
            for (var row = (int)first; row < end; row++)
            {
                var sample = running[from + row];
                var request = requests[sample.Request];
                var uniform = request.Key.Uniform(request.FirstSample + sample.Index, sample.Length);
                fixed (float* work = &scratch[row * vocabulary])
                {
                    var (token, logProb) = Sampler.Draw((float*)logitsOf(row), vocabulary, request.Sampling, uniform, work);
                    sample.Add(token, logProb, Finish(sample, token));
                }
            }
        });
        for (var row = from; options.Sampled is not null && row < from + count; row++)
        {
            options.Sampled(running[row].Request, requests[running[row].Request].FirstSample + running[row].Index, running[row].LastToken);
        }
    }

    private FinishReason? Finish(RunningSample sample, int token) => (requests[sample.Request], sample.Length + 1) switch
    {
        _ when stopIds.Contains(token) => FinishReason.Stop,
        _ when stopTexts[sample.Request] is { } stop && stop.Reached(sample.Tail, options.TokenBytes!(token)) => FinishReason.Stop,
        var (request, length) when length >= request.Sampling.MaxTokens => FinishReason.Length,
        var (request, length) when request.PromptIds.Length + length >= config.ContextLength => FinishReason.Context,
        _ => null,
    };

    private void Retire()
    {
        foreach (var sample in running)
        {
            if (sample.Finish is null)
            {
                continue;
            }

            done[sample.Request][sample.Index] = sample.ToCompletion(requests[sample.Request].FirstSample);
            freeSlots.Enqueue(sample.Slot, sample.Slot);
            if (--remaining[sample.Request] == 0)
            {
                freePrefixes.Enqueue(prefixSlots[sample.Request], prefixSlots[sample.Request]);
            }
        }

        running.RemoveAll(sample => sample.Finish is not null);
    }
}
