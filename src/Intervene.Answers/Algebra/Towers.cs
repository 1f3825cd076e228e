using System.Numerics;
using Intervene.Answers.Latex;
using Intervene.Answers.Numbers;

namespace Intervene.Answers.Algebra;

/// <summary>Reduces exponents too large to write, by the generalised theorem of Euler.</summary>
internal static class Towers
{
    /// <summary>
    /// A number congruent to the integer expression modulo a modulus and its least period, or null when the expression
    /// is not built from positive integers by sums, products and powers.
    /// </summary>
    public static ulong? Exponent(Node node, ulong modulus, Assignment assignment, Fuel fuel)
    {
        fuel.Charge(10);
        if (Exact.Value(node, assignment, fuel) is { } exact)
        {
            return exact.IsInteger && exact.Sign >= 0 ? (ulong)(exact.Numerator % modulus) : null;
        }

        switch (node.Kind)
        {
            case NodeKind.Add or NodeKind.Multiply:
                var total = node.Kind == NodeKind.Add ? 0UL : 1 % modulus;
                foreach (var child in node.Children)
                {
                    var negative = child.Kind == NodeKind.Negate && node.Kind == NodeKind.Add;
                    if (Exponent(negative ? child[0] : child, modulus, assignment, fuel) is not { } next)
                    {
                        return null;
                    }

                    total = node.Kind == NodeKind.Multiply ? Modular.Multiply(total, next, modulus)
                        : (ulong)(((UInt128)total + (negative ? modulus - (next % modulus) : next)) % modulus);
                }

                return total;
            case NodeKind.Power:
                return Power(node, modulus, assignment, fuel);
            default:
                return null;
        }
    }

    private static ulong? Power(Node node, ulong modulus, Assignment assignment, Fuel fuel)
    {
        if (modulus == 1)
        {
            return 0;
        }

        if (Exact.Value(node[0], assignment, fuel) is not { IsInteger: true, Sign: > 0 } radix || Modular.Totient(modulus) is not { } totient)
        {
            return null;
        }

        fuel.Charge(4000);
        var value = (ulong)(radix.Numerator % modulus);
        if (Exact.Value(node[1], assignment, fuel) is { IsInteger: true, Sign: >= 0 } small)
        {
            return (ulong)BigInteger.ModPow(value, small.Numerator, modulus);
        }

        // The exponent is beyond 2^64 here or it would be exact, so one period may be added.
        return Exponent(node[1], totient, assignment, fuel) is { } exponent
            ? (ulong)BigInteger.ModPow(value, (BigInteger)exponent + totient, modulus) : null;
    }
}
