using Intervene.Completions;

namespace Intervene.Learning;

/// <summary>The order of the data in an epoch: a function of the key alone, so that a resumed run sees what an uninterrupted one sees.</summary>
public static class EpochOrder
{
    /// <summary>A permutation of 0 … count − 1 (Fisher and Yates).</summary>
    /// <param name="count">How many items.</param>
    /// <param name="key">Made of seed, stage and epoch.</param>
    public static int[] Of(int count, RandomKey key)
    {
        int[] order = [.. Enumerable.Range(0, count)];
        for (var i = count - 1; i > 0; i--)
        {
            var j = (int)(key.Uniform(0, i) * (i + 1));
            (order[i], order[j]) = (order[j], order[i]);
        }

        return order;
    }
}
