using System.Numerics;

namespace Intervene.Answers.Numbers;

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
        var bits = value.GetBitLength() / degree;
        var tail = bits > 50 ? (int)(bits / 2) : 0;
        var guess = tail > 0 ? (Root(value >> (tail * degree), degree) + 1) << tail : Guess(value, degree);
        while (true)
        {
            var next = (((degree - 1) * guess) + (value / BigInteger.Pow(guess, degree - 1))) / degree;
            if (next >= guess)
            {
                return guess;
            }

            guess = next;
        }
    }

    /// <summary>A number just above a root of at most 51 bits.</summary>
    private static BigInteger Guess(BigInteger value, int degree) => new BigInteger(Math.Exp(BigInteger.Log(value) / degree) * (1 + 1e-9)) + 1;

    /// <summary>The product of n, n − step, n − 2·step … down to 1 or 2.</summary>
    public static BigInteger Factorial(int n, int step = 1) => n < 2 ? BigInteger.One : Product(n % step == 0 ? step : 1, n, step);

    /// <summary>The product of an arithmetic progression, by halves so that both factors have about as many digits.</summary>
    private static BigInteger Product(int first, int last, int step)
    {
        var terms = ((last - first) / step) + 1;
        if (terms > 5)
        {
            var middle = first + (terms / 2 * step);
            return Product(first, middle - step, step) * Product(middle, last, step);
        }

        long product = first;
        for (var k = first + step; k <= last; k += step)
        {
            product *= k;
        }

        return product;
    }

    public static BigInteger Binomial(BigInteger n, int k)
    {
        BigInteger result = 1;
        for (var i = 1; i <= k; i++)
        {
            result = result * (n - k + i) / i;
        }

        return result;
    }
}
