using System.Numerics;
using Intervene.Answers.Latex;
using Intervene.Answers.Numbers;

namespace Intervene.Answers.Algebra;

/// <summary>Exact rational values, within a budget of bits that is checked before an operation.</summary>
internal static class Exact
{
    private const int MostBits = 16_384;

    /// <summary>The value, or null when it is not a rational or is too large; variables have the values of the assignment.</summary>
    public static Rational? Value(Node node, Assignment? assignment, Fuel fuel)
    {
        fuel.Charge(5);
        return node.Kind switch
        {
            NodeKind.Number => node.Value,
            NodeKind.Symbol or NodeKind.Call => assignment?[node],
            NodeKind.Negate => -Value(node[0], assignment, fuel),
            NodeKind.Add => Fold(node, assignment, fuel, static (a, b) => a + b),
            NodeKind.Multiply => Fold(node, assignment, fuel, static (a, b) => a * b),
            NodeKind.Divide => Quotient(Value(node[0], assignment, fuel), Value(node[1], assignment, fuel)),
            NodeKind.Power => Power(Value(node[0], assignment, fuel), Value(node[1], assignment, fuel), fuel),
            NodeKind.Percent => Value(node[0], assignment, fuel) * Rational.Of(1, 100),
            NodeKind.Degree or NodeKind.Quantity => Value(node[0], assignment, fuel),
            NodeKind.Function => Function(node, assignment, fuel),
            _ => null,
        };
    }

    private static Rational? Fold(Node node, Assignment? assignment, Fuel fuel, Func<Rational, Rational, Rational> operation)
    {
        var total = Value(node[0], assignment, fuel);
        for (var i = 1; i < node.Children.Length && total is { } value; i++)
        {
            if (Value(node[i], assignment, fuel) is not { } next || value.Bits + next.Bits >= MostBits)
            {
                return null;
            }

            fuel.Charge(10 + ((value.Bits + next.Bits) >> 3));
            total = operation(value, next);
        }

        return total;
    }

    private static Rational? Quotient(Rational? a, Rational? b) =>
        a is { } n && b is { } d ? d.IsZero ? throw new NoValueException("a division by zero", true) : n.Bits + d.Bits < MostBits ? n / d : null
            : null;

    public static Rational? Power(Rational? b, Rational? e, Fuel fuel)
    {
        if (b is not { } value || e is not { } exponent)
        {
            return null;
        }

        if (value.IsZero && exponent.Sign <= 0)
        {
            return exponent.IsZero ? Rational.One : throw new NoValueException("a negative power of zero", true);
        }

        if (!exponent.IsInteger || exponent.Numerator.GetBitLength() > 20)
        {
            return value.Equals(Rational.One) && exponent.IsInteger ? value : Perfect(value, exponent, fuel);
        }

        var n = (int)exponent.Numerator;
        if (Math.Abs((long)n) * value.Bits > MostBits)
        {
            return null;
        }

        fuel.Charge(8 + (Math.Abs((long)n) * value.Bits >> 6));
        var power = Rational.Of(BigInteger.Pow(value.Numerator, Math.Abs(n)), BigInteger.Pow(value.Denominator, Math.Abs(n)));
        return n < 0 ? Rational.One / power : power;
    }

    /// <summary>A fractional power of a positive number that is a perfect one.</summary>
    private static Rational? Perfect(Rational value, Rational exponent, Fuel fuel) =>
        value.Sign > 0 && exponent.Denominator <= 64 && !exponent.IsInteger && Root(value, (int)exponent.Denominator) is { } root
            ? Power(root, Rational.Of(exponent.Numerator), fuel) : null;

    /// <summary>The real root when it is rational.</summary>
    public static Rational? Root(Rational value, int degree)
    {
        if (value.Sign < 0)
        {
            return degree % 2 != 0 ? -Root(-value, degree) : null;
        }

        var n = Integers.Root(value.Numerator, degree);
        var d = Integers.Root(value.Denominator, degree);
        return BigInteger.Pow(n, degree) == value.Numerator && BigInteger.Pow(d, degree) == value.Denominator ? Rational.Of(n, d) : null;
    }

    private static Rational? Function(Node node, Assignment? assignment, Fuel fuel)
    {
        var given = new Rational?[node.Children.Length];
        for (var i = 0; i < given.Length; i++)
        {
            given[i] = node[i].Kind == NodeKind.Matrix ? null : Value(node[i], assignment, fuel);
            if (given[i] is null)
            {
                return node.Name == "det" ? Determinant.Exact(node[0], assignment, fuel) : null;
            }
        }

        var x = Array.ConvertAll(given, static v => v!.Value);
        switch (node.Name)
        {
            case "abs": return x[0].Abs();
            case "floor": return Rational.Of(x[0].Floor());
            case "ceil": return Rational.Of(-(-x[0]).Floor());
            case "sign": return Rational.Of(x[0].Sign);
            case "sqrt": return x[0].Bits < 4096 ? Root(x[0], 2) : null;
            case "root": return x[1].IsInteger && x[1].Sign > 0 && x[1].Numerator <= 64 && x[0].Bits < 4096 ? Root(x[0], (int)x[1].Numerator) : null;
            case "max": return x.Aggregate(static (a, b) => a.CompareTo(b) >= 0 ? a : b);
            case "min": return x.Aggregate(static (a, b) => a.CompareTo(b) <= 0 ? a : b);
            case "gcd": return x.Aggregate(Gcd);
            case "lcm": return x.Aggregate(static (a, b) => a.IsZero || b.IsZero ? Rational.Zero : (a * b / Gcd(a, b)).Abs());
            case "mod" when x.Length == 2:
                return x[1].IsZero ? throw new NoValueException("a remainder by zero", true)
                : x[0] - (x[1] * Rational.Of((x[0] / x[1]).Floor()));
            case "factorial" or "doublefactorial": return Factorial(x[0], node.Name == "factorial" ? 1 : 2, fuel);
            case "binom": return Binomial(x[0], x[1], fuel);
            case "permutations": return Binomial(x[0], x[1], fuel) * Factorial(x[1], 1, fuel);
            case "ln" when x[0].Equals(Rational.One): return Rational.Zero;
            case "log" or "lg": return Log(x);
            default: return null;
        }
    }

    private static Rational? Log(Rational[] x)
    {
        var radix = x.Length > 1 ? x[1] : Rational.Of(10);
        if (x[0].Equals(Rational.One))
        {
            return Rational.Zero;
        }

        if (x[0].Sign <= 0 || radix.Sign <= 0 || radix.Equals(Rational.One))
        {
            return null;
        }

        var power = Rational.One;
        var up = x[0].CompareTo(Rational.One) > 0 == radix.CompareTo(Rational.One) > 0;
        for (var k = 0; k <= 400 && power.Bits <= x[0].Bits + 2; k++)
        {
            if (power.Equals(x[0]))
            {
                return Rational.Of(up ? k : -k);
            }

            power = up ? power * radix : power / radix;
        }

        return null;
    }

    private static Rational? Factorial(Rational n, int step, Fuel fuel)
    {
        if (!n.IsInteger || n.Sign < 0 || n.Numerator > 1700)
        {
            return n.IsInteger && n.Sign < 0 ? throw new NoValueException("the factorial of a negative number", true) : null;
        }

        fuel.Charge(10 + ((long)n.Numerator * 4));
        return Rational.Of(Integers.Factorial((int)n.Numerator, step));
    }

    private static Rational? Binomial(Rational n, Rational k, Fuel fuel)
    {
        if (!n.IsInteger || !k.IsInteger || n.Sign < 0 || n.Numerator > 100_000)
        {
            return null;
        }

        if (k.Sign < 0 || k.CompareTo(n) > 0)
        {
            return Rational.Zero;
        }

        var least = (int)BigInteger.Min(k.Numerator, n.Numerator - k.Numerator);
        if (least > 1000)
        {
            return null;
        }

        fuel.Charge(10 + (least * 4));
        return Rational.Of(Integers.Binomial(n.Numerator, least));
    }

    private static Rational Gcd(Rational a, Rational b) => Rational.Of(
        BigInteger.GreatestCommonDivisor(a.Numerator * b.Denominator, b.Numerator * a.Denominator), a.Denominator * b.Denominator);
}
