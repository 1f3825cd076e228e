namespace Intervene.Remote.Fleets;

/// <summary>Log-probs of the logits as they are, turned into those of the logits divided by the temperature.</summary>
internal static class RawLogProbs
{
    /// <summary>
    /// The log-probability of a token at a temperature below 1, from its own at temperature 1 and those of the most probable tokens.
    /// </summary>
    /// <remarks>
    /// log π_T = l/T − log Σ_j exp(l_j/T). What the tokens that are not known add to the sum lies between all of their mass m spread evenly,
    /// n (m/n)^(1/T), and all of it in tokens as probable as the least of the most probable p, m p^(1/T − 1); the middle is taken, and half the
    /// distance is the error.
    /// </remarks>
    /// <param name="own">The token's log-probability.</param>
    /// <param name="known">The log-probs of the most probable tokens, the token's own among them.</param>
    /// <param name="temperature">The temperature, in (0, 1).</param>
    /// <param name="vocabulary">How many tokens there are.</param>
    /// <returns>The log-probability, and how far it may be off.</returns>
    public static (float LogProb, double Error) Tempered(float own, float[] known, double temperature, int vocabulary)
    {
        var power = 1 / temperature;
        var mass = Math.Max(0, 1 - known.Sum(value => Math.Exp(value)));
        var others = Math.Max(1, vocabulary - known.Length);
        var bound = known.OrderDescending().Take(SampleQuestion.MostTopLogProbs).Last(); // the token's own may be beyond the most probable ones
        var most = mass * Math.Exp(bound * (power - 1));
        var least = Math.Min(most, others * Math.Pow(mass / others, power));
        var sum = known.Sum(value => Math.Exp(value * power));
        var (low, high) = (Math.Log(sum + least), Math.Log(sum + most));
        return ((float)Math.Min(0, (own * power) - ((low + high) / 2)), (high - low) / 2);
    }
}
