using Intervene.Statistics;

namespace Intervene.Interventions;

/// <summary>How often a policy reaches the answer from a prefix of an attempt.</summary>
/// <param name="Kept">How many steps of the attempt the prefix keeps.</param>
/// <param name="Successes">Continuations that are right.</param>
/// <param name="Tries">Continuations that were graded; 0 where the verifier failed on all.</param>
/// <param name="Tokens">What that took: the prompt's tokens once, and those of the continuations.</param>
public readonly record struct PrefixSuccess(int Kept, int Successes, int Tries, OracleUsage Tokens)
{
    /// <summary>The share of successes.</summary>
    public double Rate => (double)Successes / Tries;

    /// <summary>Clopper and Pearson's 95 % interval of the success rate.</summary>
    public Interval Interval => Proportion.ClopperPearson(Successes, Tries);
}
