namespace Intervene.Fuzzing;

/// <summary>Throws mutated inputs at what reads them.</summary>
public static class Fuzzer
{
    private const int MostFailures = 20;
    private const int MostSlow = 3;

    /// <summary>Tries the inputs of consecutive seeds.</summary>
    /// <param name="target">The kind of input.</param>
    /// <param name="first">The first seed.</param>
    /// <param name="count">How many.</param>
    /// <param name="tried">Called after each input with the number tried; null for nobody.</param>
    /// <exception cref="InvalidOperationException">A seed is not well formed, so that what is made of it tests little.</exception>
    public static FuzzResult Run(FuzzTarget target, long first, int count, Action<int>? tried = null)
    {
        RequireSeeds(target);
        var outcomes = new SortedDictionary<string, int>(StringComparer.Ordinal);
        var failures = new List<FuzzFailure>();
        var slowest = new PriorityQueue<(long Seed, TimeSpan Elapsed), TimeSpan>();
        for (var i = 0; i < count && failures.Count < MostFailures; i++)
        {
            var seed = first + i;
            var input = Mutation.Of(target, seed);
            var trial = Trial.Of(target, input);
            outcomes[trial.Outcome] = outcomes.GetValueOrDefault(trial.Outcome) + 1;
            slowest.Enqueue((seed, trial.Elapsed), trial.Elapsed);
            if (slowest.Count > MostSlow)
            {
                slowest.Dequeue();
            }

            if (trial.Fault is { } fault && !failures.Any(known => known.Reason == trial.Outcome && Place(known.Detail) == Place(fault)))
            {
                failures.Add(new FuzzFailure(target.Name, seed, trial.Outcome, fault, Smallest.Of(target, input, trial.Outcome)));
            }

            tried?.Invoke(i + 1);
        }

        return new FuzzResult(
            target.Name, outcomes, failures, [.. slowest.UnorderedItems.Select(item => item.Element).OrderByDescending(item => item.Elapsed)]);
    }

    private static void RequireSeeds(FuzzTarget target)
    {
        foreach (var seed in target.Seeds)
        {
            var trial = Trial.Of(target, seed);
            if (trial.Fault is not null || trial.Outcome == "refused")
            {
                throw new InvalidOperationException(
                    $"a seed of {target.Name} is not well formed ({trial.Outcome}): {seed[..Math.Min(seed.Length, 200)]}\n{trial.Fault}");
            }
        }
    }

    /// <summary>Where a fault was thrown: failures of one place are told once.</summary>
    private static string Place(string fault) => fault.Split("   at ") is [_, var top, ..] ? top : "";
}
