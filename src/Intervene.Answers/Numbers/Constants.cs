using System.Collections.Concurrent;
using System.Numerics;

namespace Intervene.Answers.Numbers;

/// <summary>π, e and ln 2 in fixed point, kept for each precision.</summary>
internal static class Constants
{
    private static readonly ConcurrentDictionary<int, BigInteger> Pis = new();

    private static readonly ConcurrentDictionary<int, BigInteger> Logs = new();

    private static readonly ConcurrentDictionary<int, BigInteger> Es = new();

    /// <summary>π · 2^bits with an error below 16, by Machin's formula.</summary>
    public static BigInteger Pi(int bits) => Pis.GetOrAdd(Step(bits), static b =>
        (4 * ((4 * Arctangent(5, b + 16, true)) - Arctangent(239, b + 16, true))) >> 16) >> (Step(bits) - bits);

    /// <summary>ln 2 · 2^bits with an error below 16, as 2 artanh(1/3).</summary>
    public static BigInteger Ln2(int bits) => Logs.GetOrAdd(Step(bits), static b => (2 * Arctangent(3, b + 16, false)) >> 16) >> (Step(bits) - bits);

    /// <summary>e · 2^bits with an error below 16, as the sum of 1/n!.</summary>
    public static BigInteger E(int bits) => Es.GetOrAdd(Step(bits), Exponential) >> (Step(bits) - bits);

    private static BigInteger Exponential(int bits)
    {
        var term = BigInteger.One << (bits + 16);
        var sum = term;
        for (var n = 1; !term.IsZero; n++)
        {
            term /= n;
            sum += term;
        }

        return sum >> 16;
    }

    private static int Step(int bits) => (bits + 255) & ~255;

    private static BigInteger Arctangent(int inverse, int bits, bool alternates)
    {
        var power = (BigInteger.One << bits) / inverse;
        var sum = power;
        for (var n = 3; !power.IsZero; n += 2)
        {
            power /= inverse * inverse;
            sum += alternates && (n & 2) != 0 ? -(power / n) : power / n;
        }

        return sum;
    }
}
