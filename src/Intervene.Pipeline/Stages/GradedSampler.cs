using Intervene.Completions;
using Intervene.Files;
using Intervene.Rewards;

namespace Intervene.Pipeline.Stages;

/// <summary>The one way to sample and grade: what a journal lacks is asked for, graded and appended as it comes.</summary>
internal static class GradedSampler
{
    private const int MostGrading = 256; // a verifier of the user's grades side by side
    private static readonly TimeSpan FlushedEvery = TimeSpan.FromMilliseconds(100);

    /// <summary>Samples on a stage's engine until the journal has every sample of every item.</summary>
    /// <param name="context">The stage.</param>
    /// <param name="sampling">What samples, and from what; it is started where something is missing.</param>
    /// <param name="items">The items.</param>
    /// <param name="journal">Where records go.</param>
    /// <param name="keyOf">The key of an item's sample.</param>
    /// <param name="recordOf">The record of a graded completion.</param>
    /// <param name="recorded">Called with every new record.</param>
    public static async Task RunAsync<TKey, TRecord>(
        StageContext context, StageSampling sampling, IReadOnlyList<SampleItem> items, Journal<TKey, TRecord> journal, Func<int, int, TKey> keyOf,
        Func<GradedCompletion, TRecord> recordOf, Action<TRecord> recorded)
        where TKey : notnull
    {
        var missing = Missing(items, (item, sample) => journal.Has(keyOf(item, sample)));
        if (missing.Requests.Count > 0)
        {
            using var sampler = await StageSampler.OpenAsync(context, sampling, missing.Requests).ConfigureAwait(false);
            await RunAsync(context, sampler.Completer, items, missing, journal, recordOf, recorded, sampler.Add).ConfigureAwait(false);
            sampler.Finish();
        }
    }

    /// <summary>Samples with a completer until the journal has every sample of every item.</summary>
    /// <inheritdoc cref="RunAsync{TKey, TRecord}(StageContext, StageSampling, IReadOnlyList{SampleItem}, Journal{TKey, TRecord}, Func{int, int, TKey}, Func{GradedCompletion, TRecord}, Action{TRecord})"/>
    public static async Task RunAsync<TKey, TRecord>(
        StageContext context, ICompleter completer, IReadOnlyList<SampleItem> items, Journal<TKey, TRecord> journal, Func<int, int, TKey> keyOf,
        Func<GradedCompletion, TRecord> recordOf, Action<TRecord> recorded)
        where TKey : notnull
    {
        var missing = Missing(items, (item, sample) => journal.Has(keyOf(item, sample)));
        if (missing.Requests.Count > 0)
        {
            await RunAsync(context, completer, items, missing, journal, recordOf, recorded, (_, _) => { }).ConfigureAwait(false);
        }
    }

    private static async Task RunAsync<TKey, TRecord>(
        StageContext context, ICompleter completer, IReadOnlyList<SampleItem> items, (List<CompletionRequest> Requests, List<int> Owners) missing,
        Journal<TKey, TRecord> journal, Func<GradedCompletion, TRecord> recordOf, Action<TRecord> recorded,
        Action<CompletionRequest, Completion> seen)
        where TKey : notnull
    {
        var (requests, owners) = missing;
        var grading = new Queue<(int Item, Completion Completion, string Text, Task<Grade> Grade)>();
        var pending = new List<TRecord>();
        var flushed = Environment.TickCount64;
        try
        {
            await foreach (var (request, completion) in completer.CompleteAsync(requests, context.Cancellation).ConfigureAwait(false))
            {
                seen(requests[request], completion);
                var item = owners[request];
                var text = context.Run.Tokenizer.Decode([.. items[item].PrefixIds, .. completion.TokenIds], skipSpecialTokens: true);
                grading.Enqueue(
                    (item, completion, text,
                        context.Run.Grader.GradeAsync(items[item].Problem, text, completion.FinishReason, context.Cancellation).AsTask()));
                while (grading.Count > MostGrading || (grading.TryPeek(out var first) && first.Grade.IsCompleted))
                {
                    await RecordAsync().ConfigureAwait(false);
                }
            }

            while (grading.Count > 0)
            {
                await RecordAsync().ConfigureAwait(false);
            }
        }
        catch (InterveneException)
        {
            while (grading.Count > 0)
            {
                await RecordAsync().ConfigureAwait(false); // what came before the fault is kept
            }

            throw;
        }
        finally
        {
            Flush();
        }

        async Task RecordAsync()
        {
            var (item, completion, text, grade) = grading.Dequeue();
            var record = recordOf(new GradedCompletion(item, completion, text, await grade.ConfigureAwait(false), completer.WeightVersion));
            pending.Add(record);
            recorded(record);
            if (Environment.TickCount64 - flushed >= FlushedEvery.TotalMilliseconds)
            {
                Flush();
            }
        }

        void Flush()
        {
            journal.Append(pending);
            pending.Clear();
            flushed = Environment.TickCount64;
        }
    }

    /// <summary>The requests for what is not there, runs of neighbouring samples together, and the item of each.</summary>
    private static (List<CompletionRequest> Requests, List<int> Owners) Missing(IReadOnlyList<SampleItem> items, Func<int, int, bool> has)
    {
        var requests = new List<CompletionRequest>();
        var owners = new List<int>();
        foreach (var (index, item) in items.Index())
        {
            int[]? prompt = null;
            for (var sample = 0; sample < item.Samples; sample++)
            {
                if (has(index, sample))
                {
                    continue;
                }

                var first = sample;
                while (sample + 1 < item.Samples && !has(index, sample + 1))
                {
                    sample++;
                }

                prompt ??= [.. item.PromptIds, .. item.PrefixIds];
                owners.Add(index);
                requests.Add(new CompletionRequest
                {
                    Name = item.Problem.Id,
                    PromptIds = prompt,
                    Key = item.Key,
                    FirstSample = first,
                    SampleCount = sample - first + 1,
                    Sampling = item.Sampling,
                });
            }
        }

        return (requests, owners);
    }
}
