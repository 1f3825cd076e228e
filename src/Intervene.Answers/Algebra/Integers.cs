using System.Numerics;

namespace Intervene.Answers.Algebra;

/// <summary>Functions of integers.</summary>
internal static class Integers
{
    /// <summary>The greatest integer whose power is at most the value, which is not negative.</summary>
    public static BigInteger Root(BigInteger value, int degree)
    {
        if (value.Sign <= 0 || degree == 1)
        {
            return value.Sign < 0 ? 0 : value;
        }

        // The root of the leading bits is a guess from above that has half of the digits.
        long bits = value.GetBitLength() / degree;
        int tail = bits > 64 ? (int)(bits / 2) : 0;
        BigInteger guess = tail > 0 ? (Root(value >> (tail * degree), degree) + 1) << tail : BigInteger.One << (int)(bits + 1);
        while (true)
        {
            BigInteger next = (((degree - 1) * guess) + (value / BigInteger.Pow(guess, degree - 1))) / degree;
            if (next >= guess)
            {
                return guess;
            }

            guess = next;
        }
    }

    public static BigInteger Factorial(int n, int step = 1)
    {
        BigInteger product = 1;
        for (int k = n; k > 1; k -= step)
        {
            product *= k;
        }

        return product;
    }

    public static BigInteger Binomial(BigInteger n, int k)
    {
        BigInteger result = 1;
        for (int i = 1; i <= k; i++)
        {
            result = result * (n - k + i) / i;
        }

        return result;
    }
}
