using Intervene.Completions;

namespace Intervene.Learning;

/// <summary>Which problems a step trains on: a function of seed and step alone.</summary>
public static class ProblemOrder
{
    /// <summary>
    /// The problems of a step. Epochs follow one another in orders of their own, without a break: a batch may end one epoch and begin the next.
    /// </summary>
    /// <param name="count">Problems there are.</param>
    /// <param name="seed">The run's seed.</param>
    /// <param name="arm">The arm.</param>
    /// <param name="step">The step, 0-based.</param>
    /// <param name="batch">Problems in a step.</param>
    public static int[] Of(int count, long seed, string arm, int step, int batch)
    {
        var result = new int[batch];
        var orders = new Dictionary<long, int[]>();
        for (var i = 0; i < batch; i++)
        {
            var position = ((long)step * batch) + i;
            var epoch = position / count;
            if (!orders.TryGetValue(epoch, out var order))
            {
                order = EpochOrder.Of(count, RandomKey.Of(seed, $"rl/{arm}/order", $"{epoch}"));
                orders.Add(epoch, order);
            }

            result[i] = order[position % count];
        }

        return result;
    }
}
