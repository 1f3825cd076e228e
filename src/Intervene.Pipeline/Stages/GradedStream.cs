using Intervene.Files;

namespace Intervene.Pipeline.Stages;

/// <summary>Samples and grades items that are too many to hold, some at a time.</summary>
internal static class GradedStream
{
    private const long MostTokens = 4 << 20; // of prompts and prefixes together: enough items to keep every row of the engine busy

    /// <summary>Samples until the journal has every sample of every item.</summary>
    /// <param name="context">The stage.</param>
    /// <param name="sampling">What samples, and from what.</param>
    /// <param name="items">The items with what they are of.</param>
    /// <param name="journal">Where records go.</param>
    /// <param name="keyOf">The key of an item's sample.</param>
    /// <param name="recordOf">The record of a graded completion.</param>
    /// <param name="recorded">Called with every new record.</param>
    public static async Task RunAsync<TOf, TKey, TRecord>(
        StageContext context, StageSampling sampling, IEnumerable<(TOf Of, SampleItem Item)> items, Journal<TKey, TRecord> journal,
        Func<TOf, int, TKey> keyOf, Func<TOf, GradedCompletion, TRecord> recordOf, Action<TRecord> recorded)
        where TKey : notnull
    {
        foreach (var held in Held(items))
        {
            await GradedSampler.RunAsync(
                context, sampling, [.. held.Select(item => item.Item)], journal, (item, sample) => keyOf(held[item].Of, sample),
                graded => recordOf(held[graded.Item].Of, graded), recorded).ConfigureAwait(false);
        }
    }

    private static IEnumerable<List<(TOf Of, SampleItem Item)>> Held<TOf>(IEnumerable<(TOf Of, SampleItem Item)> items)
    {
        var held = new List<(TOf Of, SampleItem Item)>();
        var tokens = 0L;
        foreach (var item in items)
        {
            held.Add(item);
            tokens += item.Item.PromptIds.Length + item.Item.PrefixIds.Length;
            if (tokens >= MostTokens)
            {
                yield return held;
                (held, tokens) = ([], 0);
            }
        }

        if (held.Count > 0)
        {
            yield return held;
        }
    }
}
