namespace Intervene.Answers.Numbers;

/// <summary>Arithmetic modulo a number below 2^63.</summary>
internal static class Modular
{
    public static ulong Multiply(ulong a, ulong b, ulong modulus) => (ulong)((UInt128)a * b % modulus);

    public static ulong Power(ulong value, ulong exponent, ulong modulus)
    {
        var result = 1 % modulus;
        value %= modulus;
        for (; exponent > 0; exponent >>= 1)
        {
            result = (exponent & 1) == 1 ? Multiply(result, value, modulus) : result;
            value = Multiply(value, value, modulus);
        }

        return result;
    }

    /// <summary>Euler's totient of a number whose prime factors are small; null when one is not.</summary>
    public static ulong? Totient(ulong n)
    {
        var totient = n;
        for (ulong p = 2; p <= 20_000 && n > 1; p++)
        {
            if (n % p == 0)
            {
                totient = totient / p * (p - 1);
                while (n % p == 0)
                {
                    n /= p;
                }
            }
        }

        return n == 1 ? totient : null;
    }

    /// <summary>Whether an odd number is prime, by the bases that suffice below 2^64.</summary>
    public static bool IsPrime(ulong n)
    {
        var twos = System.Numerics.BitOperations.TrailingZeroCount(n - 1);
        foreach (var witness in (ReadOnlySpan<ulong>)[2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37])
        {
            var x = Power(witness, (n - 1) >> twos, n);
            var passes = x == 1 || x == n - 1;
            for (var i = 1; i < twos && !passes; i++)
            {
                x = Multiply(x, x, n);
                passes = x == n - 1;
            }

            if (!passes)
            {
                return false;
            }
        }

        return true;
    }
}
