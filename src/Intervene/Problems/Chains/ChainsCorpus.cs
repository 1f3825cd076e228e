using Intervene.Options;

namespace Intervene.Problems.Chains;

/// <summary>
/// The pre-training corpus of the embedded world. It has a gap: products of a value ≥ 100 by 6 … 9 stand in chains only as approximations, while
/// products alone teach exact multiplication by parts for every factor, and chains teach it for small factors.
/// </summary>
/// <param name="Seed">The corpus's seed.</param>
/// <param name="Mixture">The share of each kind of document.</param>
public sealed record ChainsCorpus(long Seed, MixtureOptions Mixture)
{
    /// <summary>A document: a question and its worked trace.</summary>
    /// <param name="index">The document's index; the same index gives the same document.</param>
    public (string Question, string Trace) Document(int index)
    {
        var random = new ChainRandom(Seed, "corpus", index);
        var pick = random.Uniform() * Mixture.Total;
        if ((pick -= Mixture.Alone) < 0)
        {
            return Write(new Chain(random.Next(100, 999), [new ChainOperation('*', random.Next(2, 9))]));
        }

        if ((pick -= Mixture.Sums) < 0)
        {
            return Write(Sums(random));
        }

        if ((pick -= Mixture.Easy) < 0)
        {
            return Write(Find(random, chain => Products(chain, 0, ChainSteps.GapFactor - 1) == 0 && Gaps(chain) == 0));
        }

        return (pick - Mixture.ByParts) < 0
            ? Write(Find(random, chain => Products(chain, 0, ChainSteps.GapFactor - 1) > 0 && Gaps(chain) == 0))
            : Write(Find(random, chain => Gaps(chain) > 0));
    }

    private static (string Question, string Trace) Write(Chain chain) =>
        (chain.ToQuestion(), string.Join(ChainSteps.Separator, chain.Operations.Count == 1 ? ChainSteps.Exact(chain) : ChainSteps.Gapped(chain)));

    /// <summary>Draws chains of 2 to 5 operations until one fits; their values follow the gapped trace.</summary>
    private static Chain Find(ChainRandom random, Func<Chain, bool> fits)
    {
        while (true)
        {
            var chain = random.Gapped(random.Next(2, 5));
            if (chain is not null && fits(chain))
            {
                return chain;
            }
        }
    }

    private static Chain Sums(ChainRandom random)
    {
        var value = random.Next(200, 9500);
        var operations = new List<ChainOperation>();
        for (var i = random.Next(1, 3); i >= 0; i--)
        {
            var operation = new ChainOperation(value > 1000 && random.Uniform() < 0.5 ? '-' : '+', random.Next(2, 399));
            operations.Add(operation);
        }

        return new Chain(value, operations);
    }

    private static int Gaps(Chain chain) => Count(chain, ChainSteps.IsGapped);

    private static int Products(Chain chain, int least, int most) =>
        Count(chain, (value, operation) => operation.Operator == '*'
            && value >= ChainSteps.LargeValue && operation.Operand >= least && operation.Operand <= most);

    private static int Count(Chain chain, Func<int, ChainOperation, bool> counts)
    {
        int value = chain.Start, count = 0;
        foreach (var operation in chain.Operations)
        {
            count += counts(value, operation) ? 1 : 0;
            value = ChainSteps.Next(value, operation, gapped: true);
        }

        return count;
    }
}
