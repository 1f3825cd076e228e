using System.Numerics;
using Intervene.Answers.Latex;
using Intervene.Answers.Numbers;

namespace Intervene.Answers.Algebra;

/// <summary>Values of rational expressions modulo a prime; a difference of residues proves a difference of values.</summary>
internal sealed class Residues(ulong prime, Assignment assignment, Fuel fuel)
{
    /// <summary>Primes p near 2^61 for which p − 1 has only small factors, so that towers of exponents reduce.</summary>
    public static readonly ulong[] Primes = [2305843009213693951, SmoothPrime.Below(1UL << 60)];

    /// <summary>The residue, or null when the expression is not rational or a denominator vanishes.</summary>
    public ulong? Value(Node node)
    {
        fuel.Charge(4);
        switch (node.Kind)
        {
            case NodeKind.Number:
                return Of(node.Value);
            case NodeKind.Symbol or NodeKind.Call:
                return Of(assignment[node]);
            case NodeKind.Negate:
                return Value(node[0]) is { } a ? Subtract(0, a) : null;
            case NodeKind.Percent:
                return Value(node[0]) is { } p ? Multiply(p, Inverse(100)) : null;
            case NodeKind.Quantity or NodeKind.Degree:
                return Value(node[0]);
            case NodeKind.Add:
            case NodeKind.Multiply:
                return Fold(node);
            case NodeKind.Divide:
                return Value(node[0]) is { } n && Value(node[1]) is { } d && d != 0 ? Multiply(n, Inverse(d)) : null;
            case NodeKind.Power:
                return Power(node);
            case NodeKind.Function when node.Name is "factorial":
                return Factorial(node[0]);
            case NodeKind.Function when node.Name is "binom" or "mod" or "floor" or "ceil" or "abs" or "gcd" or "lcm":
                return Exact.Value(node, assignment, fuel) is { } exact ? Of(exact) : null;
            default:
                return null;
        }
    }

    private ulong? Fold(Node node)
    {
        var total = node.Kind == NodeKind.Add ? 0UL : 1UL;
        foreach (var child in node.Children)
        {
            if (Value(child) is not { } next)
            {
                return null;
            }

            total = node.Kind == NodeKind.Add ? Add(total, next) : Multiply(total, next);
        }

        return total;
    }

    private ulong? Power(Node node)
    {
        if (Value(node[0]) is not { } value)
        {
            return null;
        }

        if (Exact.Value(node[1], assignment, fuel) is { } exponent)
        {
            if (!exponent.IsInteger || (value == 0 && exponent.Sign <= 0))
            {
                return null;
            }

            var power = Raise(value, (ulong)(BigInteger.Abs(exponent.Numerator) % (prime - 1)));
            return exponent.Sign < 0 ? Inverse(power) : power;
        }

        return value != 0 && Towers.Exponent(node[1], prime - 1, assignment, fuel) is { } reduced ? Raise(value, reduced) : null;
    }

    private ulong? Factorial(Node node)
    {
        if (Exact.Value(node, assignment, fuel) is not { IsInteger: true, Sign: >= 0 } n || n.Numerator > 100_000)
        {
            return null;
        }

        fuel.Charge(4 * (long)n.Numerator);
        ulong product = 1;
        for (ulong k = 2; k <= (ulong)n.Numerator; k++)
        {
            product = Multiply(product, k);
        }

        return product;
    }

    private ulong? Of(Rational value)
    {
        var denominator = Reduce(value.Denominator);
        return denominator == 0 ? null : denominator == 1 ? Reduce(value.Numerator) : Multiply(Reduce(value.Numerator), Inverse(denominator));
    }

    private ulong Reduce(BigInteger value)
    {
        var rest = value % prime;
        return (ulong)(rest.Sign < 0 ? rest + prime : rest);
    }

    private ulong Add(ulong a, ulong b) => a + b >= prime ? a + b - prime : a + b;

    private ulong Subtract(ulong a, ulong b) => a >= b ? a - b : a + prime - b;

    private ulong Multiply(ulong a, ulong b) => Modular.Multiply(a, b, prime);

    private ulong Inverse(ulong a) => Raise(a, prime - 2);

    private ulong Raise(ulong a, ulong e)
    {
        fuel.Charge(200);
        return Modular.Power(a, e, prime);
    }
}
