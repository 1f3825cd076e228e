using System.Globalization;
using Intervene.Completions;

namespace Intervene.Problems.Chains;

/// <summary>The random choices of one chain: counter-based, so that chain i never depends on the chains before it.</summary>
internal sealed class ChainRandom(long seed, string kind, int index)
{
    private readonly RandomKey _key = RandomKey.Of(seed, "chains", string.Create(CultureInfo.InvariantCulture, $"{kind}-{index}"));
    private int _position;

    /// <summary>A whole number from <paramref name="least"/> to <paramref name="most"/>, both included.</summary>
    public int Next(int least, int most) => least + (int)(Uniform() * (most - least + 1));

    /// <summary>A number in [0, 1).</summary>
    public double Uniform() => _key.Uniform(0, _position++);

    /// <summary>
    /// An operation that is not gapped: sums and differences with 2 … 199; products with 2 … 9 below 100 and 2 … 5 from there to 999.
    /// </summary>
    public ChainOperation Operation(int value, IReadOnlyList<ChainOperation> before)
    {
        var product = before.Count == 0 || before[^1].Operator != '*';
        if (product && value <= 999 && Uniform() < 0.4)
        {
            return new ChainOperation('*', value < ChainSteps.LargeValue ? Next(2, 9) : Next(2, ChainSteps.GapFactor - 1));
        }

        return new ChainOperation(value > 20 && Uniform() < 0.5 ? '-' : '+', Next(2, 199));
    }

    /// <summary>A chain whose values follow the gapped trace, or null where one leaves 1 … 9999.</summary>
    public Chain? Gapped(int length)
    {
        var start = Next(2, 199);
        var operations = new List<ChainOperation>();
        var value = start;
        for (var i = 0; i < length; i++)
        {
            var operation = i > 0 && value is >= ChainSteps.LargeValue and <= 999 && Uniform() < 0.25
                ? new ChainOperation('*', Next(ChainSteps.GapFactor, 9))
                : Operation(value, operations);
            var next = ChainSteps.Next(value, operation, gapped: true);
            if (next is < 1 or > 9999)
            {
                return null;
            }

            operations.Add(operation);
            value = next;
        }

        return new Chain(start, operations);
    }
}
