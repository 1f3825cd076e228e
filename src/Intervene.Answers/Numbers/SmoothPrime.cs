namespace Intervene.Answers.Numbers;

/// <summary>Finds primes whose predecessor has only small factors.</summary>
internal static class SmoothPrime
{
    /// <summary>
    /// The greatest prime <c>k · m + 1</c> below a limit, where m is a product of small primes and k is below m's square of primes.
    /// </summary>
    public static ulong Below(ulong limit)
    {
        const ulong Base = 2UL * 2 * 2 * 3 * 3 * 5 * 7 * 11 * 13 * 17 * 19 * 23 * 29 * 31;
        for (var k = limit / Base; k > 1; k--)
        {
            var candidate = (k * Base) + 1;
            if (Modular.Totient(k) is not null && Modular.IsPrime(candidate))
            {
                return candidate;
            }
        }

        throw new InvalidOperationException($"No smooth prime below {limit}.");
    }
}
